namespace Qldb.Actors;

/// <summary>The service answered something that the session protocol does not allow: a member or a page is missing, a row is not Ion.</summary>
public sealed class UnexpectedResponseException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="command">The command that was answered.</param>
    /// <param name="detail">What is wrong with the answer.</param>
    /// <param name="innerException">What reading it failed with.</param>
    public UnexpectedResponseException(QldbCommand command, string detail, Exception? innerException = null)
        : base($"The answer to {command} is not one of the QLDB session protocol: {detail}. Is this endpoint a QLDB session service?", innerException)
    {
        Command = command;
    }

    /// <summary>Gets the command that was answered.</summary>
    public QldbCommand Command { get; }
}
