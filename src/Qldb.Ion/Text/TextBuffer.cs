using System.Buffers;
using System.Globalization;

namespace Qldb.Ion;

/// <summary>Characters that are on their way out. A mutable struct: never copy it.</summary>
internal struct TextBuffer(int capacity)
{
    private char[] _chars = ArrayPool<char>.Shared.Rent(capacity);
    private int _length;

    public readonly int Length => _length;

    public readonly int Capacity => _chars.Length;

    public readonly ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    public void Append(char c)
    {
        if (_length == _chars.Length)
            Grow(1);
        _chars[_length++] = c;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        _length += text.Length;
    }

    public void Append(char c, int count)
    {
        Reserve(count)[..count].Fill(c);
        _length += count;
    }

    /// <summary>Appends what formats itself, and is at most so long.</summary>
    public void Append<T>(T value, int bound, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(Reserve(bound), out written, format, CultureInfo.InvariantCulture))
            bound *= 2;
        _length += written;
    }

    /// <summary>Room for at least so many characters; <see cref="Advance"/> says how many were used.</summary>
    public Span<char> Reserve(int count)
    {
        if (_chars.Length - _length < count)
            Grow(count);
        return _chars.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void Clear() => _length = 0;

    /// <summary>Gives the memory back to the pool, and starts with as little as at first.</summary>
    public void Shrink()
    {
        ArrayPool<char>.Shared.Return(_chars);
        _chars = ArrayPool<char>.Shared.Rent(capacity);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent((int)Math.Min(Math.Max(_length + (long)count, _chars.Length * 2L), Array.MaxLength));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
