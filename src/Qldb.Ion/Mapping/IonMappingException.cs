namespace Qldb.Ion;

/// <summary>A value and a .NET type do not fit. The message names the member, as a path from the root <c>$</c>.</summary>
public sealed class IonMappingException : Exception
{
    /// <summary>An error at the value at hand.</summary>
    /// <param name="message">What does not fit, without the path.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public IonMappingException(string message, Exception? innerException = null) : base(message, innerException)
    {
        Reason = message;
    }

    /// <summary>The path of the member: <c>$.Owners[2].Name</c>.</summary>
    public string Path { get; private set; } = "$";

    /// <summary>The message without the path.</summary>
    internal string Reason { get; }

    /// <inheritdoc/>
    public override string Message => $"{Path}: {Reason}";

    /// <summary>
    /// Adds a step at the front of the path. Called by exception filters on the way up, so that the path is complete when somebody catches.
    /// </summary>
    /// <returns>False always: the filter catches nothing.</returns>
    internal bool PassedThrough(string step)
    {
        Path = string.Concat("$", step, Path.AsSpan(1));
        return false;
    }
}
