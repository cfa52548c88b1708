namespace Qldb.Ion;

internal sealed class NullableConverter<T> : BuiltInConverter<T?>
    where T : struct
{
    public override void Write(IIonWriter writer, T? value) => ConverterOf<T>.Instance.Write(writer, value!.Value);

    internal override T? Read(in BinarySource source, int offset, in ValueHeader header) => ConverterOf<T>.Instance.Read(source, offset, header);
}
