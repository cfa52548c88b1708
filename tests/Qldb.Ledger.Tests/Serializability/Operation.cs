namespace Qldb.Ledger.Tests.Serializability;

/// <summary>What a transaction did with one key. A key's value is the list of all that was ever appended to it; an absent key is an empty list.</summary>
internal abstract record Operation(int Key)
{
    /// <summary>The key was read, by whatever means: by an index, in a scan, or as absent from either.</summary>
    public sealed record Read(int Key, IReadOnlyList<int> Values) : Operation(Key)
    {
        public override string ToString() => $"r({Key})=[{string.Join(' ', Values)}]";
    }

    /// <summary>A value, different from all others in the history, was appended.</summary>
    public sealed record Append(int Key, int Value) : Operation(Key)
    {
        public override string ToString() => $"a({Key},{Value})";
    }
}
