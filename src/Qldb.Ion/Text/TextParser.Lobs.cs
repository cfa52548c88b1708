using System.Buffers;

namespace Qldb.Ion;

internal ref partial struct TextParser
{
    private bool ReadLob()
    {
        var start = _position;
        _position += 2;
        SkipWhiteSpace();
        var isRead = Peek() switch
        {
            '"' => ReadShortClob(),
            '\'' when StartsWith("'''") => ReadLongClob(),
            _ => ReadBlob(start),
        };
        if (!isRead)
            return false;
        SkipWhiteSpace();
        if (!StartsWith("}}"))
            return FailUnexpected("'}}'");
        _position += 2;
        return true;
    }

    private bool ReadShortClob()
    {
        var start = _position++;
        _scratchLength = 0;
        while (true)
        {
            var next = Peek();
            switch (next)
            {
                case < 0:
                    return FailUnclosed(start);
                case '"':
                    _position++;
                    WriteClob();
                    return true;
                case '\\':
                    if (!ReadEscape(isClob: true))
                        return false;
                    continue;
                case (< ' ' and not ('\t' or '\v' or '\f')) or > '\x7F':
                    return Fail($"{Describe((char)next)} needs an escape in a clob");
            }

            Append((char)next);
            _position++;
        }
    }

    private bool ReadLongClob()
    {
        _scratchLength = 0;
        while (StartsWith("'''"))
        {
            _position += 3;
            if (!ReadLongSegment(isClob: true))
                return false;
            SkipWhiteSpace();
        }

        WriteClob();
        return true;
    }

    private void WriteClob()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(_scratchLength);
        for (var i = 0; i < _scratchLength; i++)
            bytes[i] = (byte)_scratch[i];
        _writer.WriteClob(bytes.AsSpan(0, _scratchLength));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private bool ReadBlob(int start)
    {
        _scratchLength = 0;
        while (Peek() is >= 0 and not '}' and var next)
        {
            if (!char.IsAsciiLetterOrDigit((char)next) && next is not ('+' or '/' or '='))
                return FailUnexpected("Base64");
            Append((char)next);
            _position++;
            SkipWhiteSpace();
        }

        if (Peek() < 0)
            return Fail("'{{' is not closed by '}}'", start);
        var bytes = ArrayPool<byte>.Shared.Rent(_scratchLength);
        var isBase64 = Convert.TryFromBase64Chars(_scratch.AsSpan(0, _scratchLength), bytes, out var length);
        if (isBase64)
            _writer.WriteBlob(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return isBase64 || Fail("This is not complete Base64", start);
    }

    // Comments are content within a lob, and so not allowed there.
    private void SkipWhiteSpace()
    {
        while (Peek() is >= 0 and var next && IsWhiteSpace((char)next))
            _position++;
    }
}
