namespace Akka.Actor;

/// <summary>Where an actor system is: <c>akka://system</c>, or with host and port where it can be reached from elsewhere.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ICloneable
{
    public static readonly Address AllSystems = new("akka", "all-systems");

    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string Host { get; }
    public int? Port { get; }
    public string System { get; }
    public string Protocol { get; }
    public bool HasLocalScope => string.IsNullOrEmpty(Host);
    public bool HasGlobalScope => !HasLocalScope;

    public string HostPort() => ToString()[(Protocol.Length + 3)..];
    public Address WithHost(string host = null) => new(Protocol, System, host, Port);
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);
    public object Clone() => new Address(Protocol, System, Host, Port);

    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"Could not parse address [{address}]");

    public static bool TryParse(string path, out Address address) => TryParse(path, out address, out _);

    /// <summary>Parses <c>protocol://system[@host:port][/rest]</c>; <paramref name="rest"/> starts with a slash.</summary>
    internal static bool TryParse(string path, out Address address, out string rest)
    {
        address = null;
        rest = "/";
        if (path is null) return false;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !path.AsSpan(0, scheme).TrimStart().StartsWith("akka", StringComparison.OrdinalIgnoreCase)) return false;

        var protocol = path[..scheme].ToLowerInvariant();
        var start = scheme + 3;
        var slash = path.IndexOf('/', start);
        var end = slash < 0 ? path.Length : slash;
        if (slash >= 0) rest = path[end..];
        var authority = path[start..end];
        var at = authority.IndexOf('@');
        var colon = authority.LastIndexOf(':');
        var port = 0;
        if (colon >= 0 && !int.TryParse(authority.AsSpan(colon + 1), out port)) return false;
        if (at < 0)
        {
            var system = colon < 0 ? authority : authority[..colon];
            address = system.Length == 0 ? null : new Address(protocol, system, null, colon < 0 ? null : port);
            return address is not null;
        }

        if (at == 0 || colon <= at + 1) return false;
        var host = authority[(at + 1)..colon];
        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown) return false;
        address = new Address(protocol, authority[..at], host, port);
        return true;
    }

    public bool Equals(Address other) =>
        other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol;

    public override bool Equals(object obj) => Equals(obj as Address);
    public override int GetHashCode() => HashCode.Combine(Host, Port, System, Protocol);

    public int CompareTo(Address other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public int CompareTo(object obj) => obj is Address other
        ? CompareTo(other)
        : throw new ArgumentException($"An address can be compared with an address only, not with [{obj}].", nameof(obj));

    public override string ToString() =>
        $"{Protocol}://{System}{(HasLocalScope ? "" : "@" + Host)}{(Port is { } port ? ":" + port : "")}";

    public static bool operator ==(Address left, Address right) => Equals(left, right);
    public static bool operator !=(Address left, Address right) => !Equals(left, right);
}
