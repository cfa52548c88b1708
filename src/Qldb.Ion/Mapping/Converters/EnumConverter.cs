using System.Globalization;
using System.Reflection;
using System.Text;

namespace Qldb.Ion;

/// <summary>Enums by name, flags by their names with commas between; a number where there is no name.</summary>
internal sealed class EnumConverter<T> : BuiltInConverter<T>
    where T : struct, Enum
{
    private const int LongestOnStack = 64;

    private readonly Dictionary<T, string> _texts = [];
    private readonly Dictionary<string, T> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _valuesBySpan;

    public EnumConverter()
    {
        _valuesBySpan = _values.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var value = (T)field.GetValue(null)!;
            var text = field.GetCustomAttribute<IonNameAttribute>()?.Name ?? field.Name;
            _texts.TryAdd(value, text);
            _values.TryAdd(text, value);
        }
    }

    public override void Write(IIonWriter writer, T value)
    {
        if (_texts.TryGetValue(value, out var text))
            writer.WriteString(text);
        else if (value.ToString() is var names && !char.IsAsciiDigit(names[0]) && names[0] != '-')
            writer.WriteString(names);
        else
            writer.WriteInt(System.Numerics.BigInteger.Parse(value.ToString("D"), CultureInfo.InvariantCulture));
    }

    internal override T Read(in BinarySource source, int offset, in ValueHeader header)
    {
        if (header.Type == IonType.Int)
            return Enum.TryParse<T>(source.ElementAt(offset).ToString(), out var number) ? number : throw Mismatch(source, offset);
        if (header.Type == IonType.String && Ascii.IsValid(source.BodyOf(header)) && header.Length <= LongestOnStack)
        {
            Span<char> characters = stackalloc char[LongestOnStack];
            Ascii.ToUtf16(source.BodyOf(header), characters, out var length);
            if (_valuesBySpan.TryGetValue(characters[..length], out var named))
                return named;
        }

        var text = ReadText(source, offset, header);
        if (_values.TryGetValue(text, out var known))
            return known;
        return text.Contains(',', StringComparison.Ordinal) && Enum.TryParse<T>(text, ignoreCase: true, out var flags) ? flags : throw Mismatch(source, offset);
    }
}
