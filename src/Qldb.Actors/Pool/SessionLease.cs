using Akka.Actor;

namespace Qldb.Actors;

/// <summary>The exclusive use of one session, from its grant until its release.</summary>
/// <param name="Id">The lease, as the asker named it.</param>
/// <param name="Session">The actor that runs the session; see <see cref="SessionProtocol"/>.</param>
/// <param name="SessionId">The session's local name: the request id of its start.</param>
/// <param name="SessionToken">The token that names the session to the service.</param>
/// <param name="LedgerName">The ledger.</param>
public sealed record SessionLease(LeaseId Id, IActorRef Session, string SessionId, string SessionToken, string LedgerName)
{
    // A token is a credential of sorts: keep it out of logs.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(Id).Append(", ").Append(LedgerName).Append(", session ").Append(SessionId);
        return true;
    }
}
