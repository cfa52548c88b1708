using System.Globalization;

namespace Qldb.Actors;

/// <summary>The name of one request for a session, and of the lease it leads to. Unique in the process.</summary>
/// <remarks>Chosen by the asker, who can then withdraw a request that nobody waits for any more.</remarks>
public readonly record struct LeaseId
{
    private static long _last;

    private LeaseId(long value) => Value = value;

    /// <summary>Gets the number behind the name; 0 in <c>default</c>, which names nothing.</summary>
    public long Value { get; }

    /// <summary>Makes a name that nobody else has.</summary>
    /// <returns>The name.</returns>
    public static LeaseId Next() => new(Interlocked.Increment(ref _last));

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"lease-{Value}");
}
