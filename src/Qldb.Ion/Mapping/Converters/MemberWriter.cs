namespace Qldb.Ion;

/// <summary>Writes one member of an object, field name and value; called by compiled code.</summary>
internal sealed class MemberWriter<TValue>(ObjectMember member)
{
    private readonly FieldName _name = new(member.Name);
    private readonly string _step = "." + member.Name;
    private readonly bool _isLeftOutWhenNull = member.IsLeftOutWhenNull;

    // Fetched at first use, as types may contain themselves.
    private IonConverter<TValue>? _converter = (IonConverter<TValue>?)member.OwnConverter();

    public void Write(IIonWriter writer, TValue value)
    {
        if (value is null && _isLeftOutWhenNull)
            return;
        if (writer is IonBinaryWriter binary)
            binary.WriteFieldName(_name);
        else
            writer.WriteFieldName(_name.Text);
        try
        {
            (_converter ??= ConverterOf<TValue>.Instance).WriteOrNull(writer, value);
        }
        catch (IonMappingException e) when (e.PassedThrough(_step))
        {
            throw;
        }
    }
}
