namespace Qldb.Actors;

/// <summary>A command got no answer: the connection failed, or the request took too long.</summary>
/// <remarks>On a commit this never reaches the caller: see <see cref="CommitOutcomeUnknownException"/>.</remarks>
public sealed class QldbTransportException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="command">The command that was on its way.</param>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The failure of the connection.</param>
    public QldbTransportException(QldbCommand command, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Command = command;
    }

    /// <summary>Gets the command that was on its way.</summary>
    public QldbCommand Command { get; }
}
