using System.Text;

namespace Qldb.Ion;

/// <summary>Decodes a file, and refuses bytes that its encoding does not allow instead of replacing them.</summary>
internal sealed class StrictStreamReader : TextReader
{
    private readonly Stream _stream;
    private readonly byte[] _bytes = new byte[8192];
    private Decoder? _decoder;
    private int _start;
    private int _end;
    private bool _isFlushed;
    private long _offset;

    public StrictStreamReader(Stream stream) => _stream = stream;

    public override int Peek() => throw new NotSupportedException("Only blocks are read");

    public override int Read() => throw new NotSupportedException("Only blocks are read");

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int ReadBlock(char[] buffer, int index, int count)
    {
        var total = 0;
        while (total < count && Read(buffer.AsSpan(index + total, count - total)) is > 0 and var read)
            total += read;
        return total;
    }

    public override int Read(Span<char> buffer)
    {
        while (!_isFlushed)
        {
            if (_start == _end)
                Fill();
            var isEnd = _end == 0;
            try
            {
                _decoder!.Convert(_bytes.AsSpan(_start, _end - _start), buffer, isEnd, out var bytesUsed, out var charsUsed, out var completed);
                _start += bytesUsed;
                _offset += bytesUsed;
                _isFlushed = isEnd && completed;
                if (charsUsed > 0)
                    return charsUsed;
            }
            catch (DecoderFallbackException e)
            {
                throw new IonFormatException("The text is not validly encoded", _offset + Math.Max(e.Index, 0));
            }
        }

        return 0;
    }

    private void Fill()
    {
        _start = 0;
        _end = _stream.ReadAtLeast(_bytes, 4, throwOnEndOfStream: false);
        if (_decoder is not null)
            return;
        var (encoding, mark) = Detect(_bytes.AsSpan(0, _end));
        _decoder = encoding.GetDecoder();
        _start = mark;
        _offset = mark;
        if (_start == _end)
            _end = _start = 0;
    }

    // Without a byte order mark, zeros show the width: no Ion text begins with U+0000.
    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false, true), 3),
        [0x00, 0x00, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, false, true), 4),
        [0xFF, 0xFE, 0x00, 0x00, ..] => (new UTF32Encoding(bigEndian: false, false, true), 4),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, false, true), 2),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, false, true), 2),
        [0x00, 0x00, 0x00, _, ..] => (new UTF32Encoding(bigEndian: true, false, true), 0),
        [_, 0x00, 0x00, 0x00, ..] => (new UTF32Encoding(bigEndian: false, false, true), 0),
        [0x00, _, ..] => (new UnicodeEncoding(bigEndian: true, false, true), 0),
        [_, 0x00, ..] => (new UnicodeEncoding(bigEndian: false, false, true), 0),
        _ => (new UTF8Encoding(false, true), 0),
    };
}
