namespace Qldb.Ledger.Server.Http;

/// <summary>What a client is told instead of a result.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The error's name, by which SDKs choose an exception type.</param>
/// <param name="Message">What went wrong, in words.</param>
internal sealed record ServiceError(int Status, string Type, string Message)
{
    /// <summary>Further members of the error's body: Code of the session protocol, ResourceName and the like of the control plane.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    public ServiceError With(string name, string? value)
        => value is null ? this : this with { Details = [.. Details, new(name, value)] };
}
