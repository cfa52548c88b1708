using System.Globalization;
using System.Reflection;

namespace Qldb.Ion;

/// <summary>Enums by name, flags by their names with commas between; a number where there is no name.</summary>
internal sealed class EnumConverter<T> : IonConverter<T>
    where T : struct, Enum
{
    private readonly Dictionary<T, string> _texts = [];
    private readonly Dictionary<string, T> _values = new(StringComparer.OrdinalIgnoreCase);

    public EnumConverter()
    {
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

    public override T Read(IonElement value)
    {
        if (Expect.IsText(value))
        {
            var text = value.GetString();
            if (_values.TryGetValue(text, out var known))
                return known;
            if (text.Contains(',', StringComparison.Ordinal) && Enum.TryParse<T>(text, ignoreCase: true, out var flags))
                return flags;
        }
        else if (value.Type == IonType.Int && Enum.TryParse<T>(value.ToString(), out var number))
        {
            return number;
        }

        throw Expect.Mismatch(typeof(T), value);
    }
}
