namespace Qldb.Actors;

/// <summary>Knows, anywhere in the asynchronous flow of a transaction's body, on which lease it runs: a request for a session made there waits for its own body.</summary>
internal sealed class AmbientLease
{
    private static readonly AsyncLocal<AmbientLease?> Flow = new();

    private readonly LeaseId _id;

    private AmbientLease(LeaseId id) => _id = id;

    /// <summary>Gets the lease of the innermost transaction whose body this code belongs to, or did when it was started; <c>default</c> outside of any.</summary>
    public static LeaseId Current => Flow.Value?._id ?? default;

    /// <summary>Marks the flow of the asynchronous method that calls it, until that method returns.</summary>
    public static void Enter(LeaseId id) => Flow.Value = new AmbientLease(id);
}
