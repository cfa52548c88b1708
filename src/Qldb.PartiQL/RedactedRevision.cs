using Qldb.Ion;

namespace Qldb.PartiQL;

/// <summary>The revision that a redaction has been accepted for: the answer of <c>EXEC redact_revision</c>.</summary>
/// <param name="BlockAddress">A struct with the fields <c>strandId</c> and <c>sequenceNo</c>.</param>
/// <param name="TableId">The table.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Version">The revision's version number.</param>
public sealed record RedactedRevision(IonElement BlockAddress, QldbId TableId, QldbId DocumentId, long Version);
