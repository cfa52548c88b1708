namespace Akka.Dispatch;

/// <summary>Mailboxes by configuration path: all of them are unbounded here, and double-ended where an actor stashes.</summary>
public class Mailboxes
{
    internal Mailboxes() { }
}
