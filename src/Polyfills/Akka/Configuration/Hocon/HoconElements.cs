using System.Text;

namespace Akka.Configuration.Hocon;

public interface IHoconElement
{
    bool IsString();
    string GetString();
    bool IsArray();
    IList<HoconValue> GetArray();
}

public class HoconLiteral : IHoconElement
{
    public string Value { get; set; }

    public bool IsString() => true;
    public string GetString() => Value;
    public bool IsArray() => false;
    public IList<HoconValue> GetArray() => throw new NotSupportedException("A literal is not an array.");
    public override string ToString() => Value;
}

public class HoconArray : List<HoconValue>, IHoconElement
{
    public bool IsString() => false;
    public string GetString() => throw new NotSupportedException("An array is not a string.");
    public bool IsArray() => true;
    public IList<HoconValue> GetArray() => this;
    public override string ToString() => "[" + string.Join(",", this) + "]";
}

/// <summary><c>${path}</c>: stands for what the path leads to, once the whole text has been read.</summary>
public class HoconSubstitution(string path) : IHoconElement
{
    public string Path { get; set; } = path;
    public HoconValue ResolvedValue { get; set; }

    public bool IsString() => ResolvedValue.IsString();
    public string GetString() => ResolvedValue.GetString();
    public bool IsArray() => ResolvedValue.IsArray();
    public IList<HoconValue> GetArray() => ResolvedValue.GetArray();
    public override string ToString() => ResolvedValue?.ToString() ?? "${" + Path + "}";
}

public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; } = [];

    public bool IsString() => false;
    public string GetString() => throw new NotSupportedException("An object is not a string.");
    public bool IsArray() => false;
    public IList<HoconValue> GetArray() => throw new NotSupportedException("An object is not an array.");

    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value)) Items[key] = value = new HoconValue();
        return value;
    }

    /// <summary>Takes over what <paramref name="other"/> has; its values win, objects under one key are merged.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, theirs) in other.Items)
        {
            if (Items.TryGetValue(key, out var ours) && ours.IsObject() && theirs.IsObject()) ours.GetObject().Merge(theirs.GetObject());
            else Items[key] = theirs.Clone();
        }
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
        {
            text.Append(' ', indent * 2).Append(key.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_') ? key : $"\"{key}\"");
            if (value.GetObject() is { } child)
                text.AppendLine(" : {").Append(child.ToString(indent + 1)).Append(' ', indent * 2).AppendLine("}");
            else
                text.Append(" : ").AppendLine(value.ToString());
        }
        return text.ToString();
    }
}
