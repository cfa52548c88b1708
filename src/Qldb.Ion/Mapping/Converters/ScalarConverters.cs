namespace Qldb.Ion;

internal sealed class BoolConverter : BuiltInConverter<bool>
{
    public override void Write(IIonWriter writer, bool value) => writer.WriteBool(value);

    internal override bool Read(in BinarySource source, int offset, in ValueHeader header) =>
        header.Type == IonType.Bool ? header.Descriptor == 0x11 : throw Mismatch(source, offset);
}

internal sealed class BytesConverter : BuiltInConverter<byte[]>
{
    public override void Write(IIonWriter writer, byte[] value) => writer.WriteBlob(value);

    internal override byte[] Read(in BinarySource source, int offset, in ValueHeader header) =>
        header.Type is IonType.Blob or IonType.Clob ? source.BodyOf(header).ToArray() : throw Mismatch(source, offset);
}

internal sealed class MemoryConverter : BuiltInConverter<ReadOnlyMemory<byte>>
{
    public override void Write(IIonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBlob(value.Span);

    internal override ReadOnlyMemory<byte> Read(in BinarySource source, int offset, in ValueHeader header) =>
        header.Type is IonType.Blob or IonType.Clob ? source.BodyOf(header).ToArray() : throw Mismatch(source, offset);
}

internal sealed class HashConverter : BuiltInConverter<QldbHash>
{
    public override void Write(IIonWriter writer, QldbHash value)
    {
        Span<byte> bytes = stackalloc byte[QldbHash.Size];
        value.CopyTo(bytes);
        writer.WriteBlob(value.IsEmpty ? [] : bytes);
    }

    internal override QldbHash Read(in BinarySource source, int offset, in ValueHeader header) =>
        header is { Type: IonType.Blob, Length: 0 or QldbHash.Size } ? new QldbHash(source.BodyOf(header)) : throw Mismatch(source, offset);
}
