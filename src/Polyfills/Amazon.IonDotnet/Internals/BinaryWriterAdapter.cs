using Qldb.Ion;

namespace Amazon.IonDotnet.Internals;

/// <summary>
/// Writes Ion binary to a stream with every <see cref="Finish"/>, and with every <see cref="Flush"/> between top-level values. What
/// is sent at once has its own version marker and symbol table, so that it can be read whatever follows.
/// </summary>
internal sealed class BinaryWriterAdapter(Stream stream) : IonWriterAdapter
{
    private readonly IonBinaryWriter _writer = new();
    private bool _hasValues;
    private bool _hasSent;

    protected override Qldb.Ion.IIonWriter Output => _writer;

    protected override bool OwnsSymbolTable => true;

    public override void Flush()
    {
        if (IsAtTopLevel && _hasValues)
            Send();
    }

    public override void Finish()
    {
        ThrowIfWithinContainer();
        if (_hasValues || !_hasSent)
            Send();
    }

    /// <summary>Takes what was written since the last send, instead of sending it.</summary>
    public byte[] TakeDocument()
    {
        var document = _writer.ToArray();
        Restart();
        return document;
    }

    public override void Dispose() => _writer.Dispose();

    protected override void OnTopLevelValue() => _hasValues = true;

    private void Send()
    {
        stream.Write(_writer.WrittenMemory.Span);
        stream.Flush();
        _hasSent = true;
        Restart();
    }

    private void Restart()
    {
        _writer.Reset();
        _hasValues = false;
        Symbols = new LocalSymbolTable();
    }
}
