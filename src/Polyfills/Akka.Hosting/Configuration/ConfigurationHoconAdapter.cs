using Akka.Configuration;
using Akka.Configuration.Hocon;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting.Configuration;

/// <summary>Microsoft's configuration as HOCON: <c>_</c> becomes <c>-</c>, dots in keys make paths, children with numbers make lists.</summary>
public static class ConfigurationHoconAdapter
{
    /// <param name="config">What to convert.</param>
    /// <param name="normalizeKeys">Keys in lower case.</param>
    public static Config ToHocon(this IConfiguration config, bool normalizeKeys = true)
    {
        var root = new HoconObject();
        foreach (var section in config.GetChildren()) Add(root, section, normalizeKeys);
        return new Config(new HoconRoot(ValueOf(root)));
    }

    private static void Add(HoconObject target, IConfigurationSection section, bool normalizeKeys)
    {
        var name = section.Key.Replace('_', '-');
        var keys = HoconPath.Split(normalizeKeys ? name.ToLowerInvariant() : name);
        foreach (var key in keys.Take(keys.Count - 1)) target = ObjectAt(target, key);

        var children = section.GetChildren().ToArray();
        if (children.Length == 0) target.Items[keys[^1]] = ValueOf(new HoconLiteral { Value = Text(section.Value) });
        else if (children.All(static child => int.TryParse(child.Key, out _))) target.Items[keys[^1]] = ValueOf(ArrayOf(children, normalizeKeys));
        else
        {
            var inner = ObjectAt(target, keys[^1]);
            foreach (var child in children) Add(inner, child, normalizeKeys);
        }
    }

    private static HoconArray ArrayOf(IEnumerable<IConfigurationSection> children, bool normalizeKeys)
    {
        var array = new HoconArray();
        foreach (var child in children.OrderBy(static child => int.Parse(child.Key)))
        {
            var holder = new HoconObject();
            Add(holder, child, normalizeKeys);
            array.Add(holder.Items.Values.Single());
        }
        return array;
    }

    private static HoconObject ObjectAt(HoconObject parent, string key)
    {
        var value = parent.GetOrCreateKey(key);
        if (!value.IsObject()) value.NewValue(new HoconObject());
        return value.GetObject();
    }

    private static HoconValue ValueOf(IHoconElement element)
    {
        var value = new HoconValue();
        value.AppendValue(element);
        return value;
    }

    private static string Text(string value) => value switch
    {
        "True" => "on",
        "False" => "off",
        _ => value,
    };
}
