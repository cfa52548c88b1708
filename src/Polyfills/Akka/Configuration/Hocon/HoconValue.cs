using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>What stands right of a key: one element, or several that are concatenated.</summary>
public class HoconValue
{
    public List<IHoconElement> Values { get; } = [];
    public bool IsEmpty => Values.Count == 0 || (Values[0] is HoconObject { Items.Count: 0 } && Values.Count == 1);

    internal static HoconValue Of(IHoconElement element)
    {
        var value = new HoconValue();
        value.Values.Add(element);
        return value;
    }

    /// <summary>Objects are copied, so that a merge into the copy leaves this one alone; substitutions keep pointing where they did.</summary>
    internal HoconValue Clone()
    {
        if (GetObject() is not { } original) return this;
        var copy = new HoconObject();
        copy.Merge(original);
        return Of(copy);
    }

    public void AppendValue(IHoconElement value) => Values.Add(value);
    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public bool IsString() => Values.Count > 0 && Values.All(static value => value.IsString());
    public bool IsArray() => Values.Any(static value => value.IsArray());
    public bool IsObject() => GetObject() is not null;

    public HoconObject GetObject() => Values.Count == 0 ? null : Values[0] switch
    {
        HoconObject found => found,
        HoconSubstitution substitution => substitution.ResolvedValue?.GetObject(),
        _ => null,
    };

    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);

    public string GetString()
    {
        if (!IsString()) return null;
        if (Values.Count == 1) return Values[0].GetString();
        return string.Concat(Values.Select(static value => value.GetString())).Trim();
    }

    public IList<HoconValue> GetArray() => [.. Values.Where(static value => value.IsArray()).SelectMany(static value => value.GetArray())];

    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var text => throw new NotSupportedException($"Unknown boolean format: {text}"),
    };

    public int GetInt() => int.Parse(GetString(), CultureInfo.InvariantCulture);
    public long GetLong() => long.Parse(GetString(), CultureInfo.InvariantCulture);
    public float GetFloat() => float.Parse(GetString(), CultureInfo.InvariantCulture);
    public double GetDouble() => double.Parse(GetString(), CultureInfo.InvariantCulture);
    public decimal GetDecimal() => decimal.Parse(GetString(), CultureInfo.InvariantCulture);
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.ParseTimeSpan(GetString(), allowInfinite);
    public long? GetByteSize() => HoconUnits.ParseByteSize(GetString());

    public IList<string> GetStringList() => ListOf(static value => value.GetString());
    public IList<bool> GetBooleanList() => ListOf(static value => value.GetBoolean());
    public IList<int> GetIntList() => ListOf(static value => value.GetInt());
    public IList<long> GetLongList() => ListOf(static value => value.GetLong());
    public IList<float> GetFloatList() => ListOf(static value => value.GetFloat());
    public IList<double> GetDoubleList() => ListOf(static value => value.GetDouble());
    public IList<decimal> GetDecimalList() => ListOf(static value => value.GetDecimal());

    private List<T> ListOf<T>(Func<HoconValue, T> item) => [.. GetArray().Select(item)];

    public Config AtKey(string key)
    {
        var root = new HoconObject();
        root.Items[key] = this;
        return new Config(new HoconRoot(Of(root)));
    }

    public Config ToConfig() => new(new HoconRoot(this));

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent)
    {
        if (GetObject() is { } found) return "{" + Environment.NewLine + found.ToString(indent + 1) + "}";
        if (IsArray()) return "[" + string.Join(",", GetArray()) + "]";
        return Quoted(GetString());
    }

    private static string Quoted(string text) =>
        text is null || (text.Length > 0 && text.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')) ? text
        : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t")}\"";
}

/// <summary>The result of a parse.</summary>
public class HoconRoot
{
    protected HoconRoot() { }
    public HoconRoot(HoconValue value) : this(value, []) { }

    public HoconRoot(HoconValue value, IEnumerable<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    public HoconValue Value { get; }
    public IEnumerable<HoconSubstitution> Substitutions { get; }
}
