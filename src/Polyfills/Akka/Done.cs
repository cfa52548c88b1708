namespace Akka;

/// <summary>Says that something has completed, where there is nothing else to say.</summary>
public sealed class Done
{
    public static readonly Done Instance = new();

    private Done() { }
}

/// <summary>A type argument that will not be used.</summary>
public sealed class NotUsed : IComparable<NotUsed>, IEquatable<NotUsed>
{
    public static readonly NotUsed Instance = new();

    private NotUsed() { }

    public int CompareTo(NotUsed other) => 0;
    public bool Equals(NotUsed other) => other is not null;
    public override bool Equals(object obj) => obj is NotUsed;
    public override int GetHashCode() => 0;
    public override string ToString() => "NotUsed";
}
