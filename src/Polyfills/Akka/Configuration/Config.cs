using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Settings by path. A path that is missing gives the default, never an exception; a value of the wrong form throws.</summary>
public class Config
{
    public static readonly Config Empty = ConfigurationFactory.ParseString("");

    private readonly HoconValue _own;
    private HoconValue _merged;

    public Config() : this(new HoconRoot(HoconValue.Of(new HoconObject()))) { }

    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root?.Value);
        _own = root.Value;
        Substitutions = root.Substitutions;
    }

    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Substitutions = source.Substitutions;
        Fallback = fallback;
    }

    public Config Fallback { get; }
    public virtual bool IsEmpty => Root is null || Root.IsEmpty;
    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    /// <summary>With all fallbacks merged in.</summary>
    public HoconValue Root => _merged ??= Merge();

    private HoconValue Merge()
    {
        if (Fallback is null || !_own.IsObject()) return _own;
        var merged = new HoconObject();
        if (Fallback.Root.GetObject() is { } lower) merged.Merge(lower);
        merged.Merge(_own.GetObject());
        return HoconValue.Of(merged);
    }

    protected Config Copy(Config fallback = null) => new(this, fallback ?? Fallback);

    public virtual Config WithFallback(Config fallback)
    {
        if (ReferenceEquals(fallback, this)) throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        if (fallback.IsNullOrEmpty()) return this;
        if (IsEmpty) return fallback;
        return new Config(this, Fallback.SafeWithFallback(fallback));
    }

    private HoconValue Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var found = Root;
        foreach (var key in HoconPath.Split(path))
        {
            found = found.GetChildObject(key);
            if (found is null) return null;
        }
        return found;
    }

    private T Get<T>(string path, T missing, Func<HoconValue, T> get) => Find(path) is { } found ? get(found) : missing;

    public HoconValue GetValue(string path) => Find(path);
    public virtual bool HasPath(string path) => Find(path) is not null;
    public virtual bool GetBoolean(string path, bool @default = false) => Get(path, @default, static value => value.GetBoolean());
    public virtual int GetInt(string path, int @default = 0) => Get(path, @default, static value => value.GetInt());
    public virtual long GetLong(string path, long @default = 0) => Get(path, @default, static value => value.GetLong());
    public virtual float GetFloat(string path, float @default = 0) => Get(path, @default, static value => value.GetFloat());
    public virtual double GetDouble(string path, double @default = 0) => Get(path, @default, static value => value.GetDouble());
    public virtual decimal GetDecimal(string path, decimal @default = 0) => Get(path, @default, static value => value.GetDecimal());
    public virtual string GetString(string path, string @default = null) => Get(path, @default, static value => value.GetString());
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);
    public virtual long? GetByteSize(string path, long? def = null) => Get(path, def, static value => value.GetByteSize());

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path) is { } found ? found.GetTimeSpan(allowInfinite) : @default ?? TimeSpan.Zero;

    public virtual Config GetConfig(string path) => Find(path) is { } found ? new Config(new HoconRoot(found)) : null;

    public virtual IList<bool> GetBooleanList(string path) => Get(path, [], static value => value.GetBooleanList());
    public virtual IList<int> GetIntList(string path) => Get(path, [], static value => value.GetIntList());
    public virtual IList<long> GetLongList(string path) => Get(path, [], static value => value.GetLongList());
    public virtual IList<float> GetFloatList(string path) => Get(path, [], static value => value.GetFloatList());
    public virtual IList<double> GetDoubleList(string path) => Get(path, [], static value => value.GetDoubleList());
    public virtual IList<decimal> GetDecimalList(string path) => Get(path, [], static value => value.GetDecimalList());
    public virtual IList<string> GetStringList(string path) => Get(path, [], static value => value.GetStringList());

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Get(path, defaultPaths, static value => value.GetStringList());

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items ?? [];

    public override string ToString() => _own.GetObject()?.ToString() ?? _own.ToString();
    public string ToString(bool includeFallback) => includeFallback ? Root.GetObject()?.ToString() ?? Root.ToString() : ToString();

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);
    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));
    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);
}

public static class ConfigExtensions
{
    public static bool IsNullOrEmpty(this Config config) => config is null || config.IsEmpty;

    public static Config SafeWithFallback(this Config config, Config fallback) =>
        config is null ? fallback : ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);
}

public class ConfigurationException : Actor.AkkaException
{
    public ConfigurationException(string message) : base(message) { }
    public ConfigurationException(string message, Exception exception) : base(message, exception) { }
}
