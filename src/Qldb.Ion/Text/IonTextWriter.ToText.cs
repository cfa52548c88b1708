namespace Qldb.Ion;

public sealed partial class IonTextWriter
{
    private const int KeptLength = 64 * 1024;

    [ThreadStatic]
    private static IonTextWriter? _cached;

    /// <summary>A value as text.</summary>
    internal static string ToText(IonElement value, IonTextOptions options)
    {
        var writer = _cached ?? new IonTextWriter();
        _cached = null;
        writer._options = options;
        writer.WriteElement(value);
        var text = writer._buffer.Written.ToString();
        writer.Restart();
        if (writer._buffer.Capacity > KeptLength)
            writer._buffer.Shrink();
        _cached = writer;
        return text;
    }

    private void Restart()
    {
        _buffer.Clear();
        _hasValues = false;
        _declared = null;
    }
}
