using Amazon.QLDBSession;

namespace Qldb.Actors.Client.Tests;

/// <summary>
/// The way from a driver to its service: here a method call. Qldb.Actors.Client.HttpTests runs this same suite with another one of the same name,
/// through the SDK's client, a signed request and a server.
/// </summary>
internal static class Wire
{
    /// <summary>The reviewed outcomes of faults on this wire.</summary>
    public const string FaultMatrix = "FaultMatrix.approved.txt";

    /// <summary>The fault that does not get across; null here, where all do.</summary>
    public const string? CannotCarry = null;

    /// <summary>How long a request takes at most that is answered at all.</summary>
    public static TimeSpan Deadline => TimeSpan.FromMilliseconds(300);

    /// <summary>Whether a client on this wire gives a request up when it is told to, and so may save its session if it is quick enough.</summary>
    public const bool MaySaveLateSessions = false;

    public static IAmazonQLDBSession To(IAmazonQLDBSession service) => service;
}
