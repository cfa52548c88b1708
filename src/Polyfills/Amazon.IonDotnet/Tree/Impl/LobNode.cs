namespace Amazon.IonDotnet.Tree.Impl;

internal abstract class LobNode(byte[] bytes) : IonNode
{
    private byte[] _bytes = bytes;

    public override bool IsNull => _bytes is null;

    public override ReadOnlySpan<byte> Bytes() => Content;

    public override int ByteSize() => Content.Length;

    public override void SetBytes(ReadOnlySpan<byte> buffer)
    {
        ThrowIfReadOnly();
        _bytes = buffer.ToArray();
    }

    protected byte[] Content => _bytes ?? throw new NullValueException();

    protected override void ClearContent() => _bytes = null;
}
