namespace Qldb.Ledger.Storage;

/// <summary>A store could not be read or written: the medium failed, is full, is damaged, or is in use by another process.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Makes an exception that says what failed, where, and what to do.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception around the medium's own.</summary>
    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
