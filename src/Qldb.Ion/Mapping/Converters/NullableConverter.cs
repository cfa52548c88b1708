namespace Qldb.Ion;

internal sealed class NullableConverter<T> : IonConverter<T?>
    where T : struct
{
    public override void Write(IIonWriter writer, T? value) => ConverterOf<T>.Instance.Write(writer, value!.Value);

    public override T? Read(IonElement value) => ConverterOf<T>.Instance.Read(value);
}
