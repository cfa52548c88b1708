namespace Qldb.Actors;

/// <summary>Whether an idle session is tested before it is handed out.</summary>
public enum SessionCheck
{
    /// <summary>No: a dead session shows at the start of a transaction and is replaced at once.</summary>
    None,

    /// <summary>Yes, by an AbortTransaction, one more round trip for each use. The seed's way.</summary>
    Ping,
}
