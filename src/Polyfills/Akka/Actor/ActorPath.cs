using System.Text;

namespace Akka.Actor;

/// <summary>
/// The place of an actor in the tree of its system. Paths compare by address and names; <see cref="Uid"/> tells apart the actors
/// that had one path after each other.
/// </summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly ActorPath _parent;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        Address = parentPath.Address;
        Name = name;
        Uid = uid;
        Depth = parentPath.Depth + 1;
    }

    public string Name { get; }
    public Address Address { get; }
    public long Uid { get; }
    public int Depth { get; }
    public ActorPath Parent => _parent ?? this;
    public ActorPath Root => ParentOf(0);

    public IReadOnlyList<string> Elements
    {
        get
        {
            if (Depth == 0) return [""];
            var elements = new string[Depth];
            for (var path = this; path.Depth > 0; path = path.Parent) elements[path.Depth - 1] = path.Name;
            return elements;
        }
    }

    /// <summary>The elements, the last one followed by <c>#uid</c> where there is one.</summary>
    internal IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            if (Depth == 0) return [];
            var elements = (string[])Elements;
            if (Uid != ActorCell.UndefinedUid) elements[^1] += "#" + Uid;
            return elements;
        }
    }

    /// <summary>The ancestor at <paramref name="depth"/>; a negative depth counts upwards from here.</summary>
    public ActorPath ParentOf(int depth)
    {
        var target = depth >= 0 ? depth : Depth + depth;
        var path = this;
        while (path.Depth > target && path.Depth > 0) path = path.Parent;
        return path;
    }

    public ActorPath Child(string childName) => this / childName;
    public ActorPath WithUid(long uid) => Depth == 0 || uid == Uid ? this : new ChildActorPath(Parent, Name, uid);

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$') return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i])) continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2])) return false;
            i += 2;
        }
        return true;
    }

    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        return Address.TryParse(path, out var address, out var rest) && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath)
    {
        actorPath = basePath;
        var end = absoluteUri.IndexOf('#');
        var uid = 0L;
        if (end >= 0 && !long.TryParse(absoluteUri.AsSpan(end + 1), out uid)) return false;
        foreach (var name in (end < 0 ? absoluteUri : absoluteUri[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries))
            actorPath /= name;
        actorPath = actorPath.WithUid(uid);
        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => Address.TryParse(path, out address);

    public string ToStringWithoutAddress() => Join(null);
    public string ToStringWithAddress() => Join(Address);

    /// <summary>With <paramref name="address"/> where the path itself is only local.</summary>
    public string ToStringWithAddress(Address address) => Join(Address.HasLocalScope ? address : Address);

    public string ToStringWithUid() => WithUidSuffix(Join(Address));
    public string ToSerializationFormat() => ToStringWithUid();
    public string ToSerializationFormatWithAddress(Address address) => WithUidSuffix(ToStringWithAddress(address));
    public override string ToString() => ToStringWithAddress();

    private string WithUidSuffix(string text) => Uid == ActorCell.UndefinedUid ? text : $"{text}#{Uid}";

    private string Join(Address address)
    {
        var text = new StringBuilder(address?.ToString());
        if (Depth == 0) return text.Append('/').ToString();
        foreach (var element in Elements) text.Append('/').Append(element);
        return text.ToString();
    }

    public bool Equals(ActorPath other)
    {
        if (other is null || Depth != other.Depth) return false;
        for (ActorPath a = this, b = other; !ReferenceEquals(a, b); a = a.Parent, b = b.Parent)
        {
            if (a.Depth == 0) return a.Address.Equals(b.Address);
            if (a.Name != b.Name) return false;
        }
        return true;
    }

    public override bool Equals(object obj) => Equals(obj as ActorPath);
    public override int GetHashCode() => Depth == 0 ? Address.GetHashCode() : HashCode.Combine(Name, Parent.Name, Depth);

    public int CompareTo(ActorPath other)
    {
        if (other is null) return 1;
        var byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : string.CompareOrdinal(ToStringWithoutAddress(), other.ToStringWithoutAddress());
    }

    public static ActorPath operator /(ActorPath path, string name)
    {
        var hash = name.IndexOf('#');
        return hash < 0
            ? new ChildActorPath(path, name, ActorCell.UndefinedUid)
            : new ChildActorPath(path, name[..hash], long.Parse(name.AsSpan(hash + 1)));
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(element => !string.IsNullOrEmpty(element)).Aggregate(path, (parent, element) => parent / element);

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);
    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);
}

/// <summary>The root of a system's tree.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>A path below another one.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
