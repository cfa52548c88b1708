using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>
/// A revision of an earlier block that loses its data for every reader, past snapshots included. With it go all index entries of the document that are
/// no longer current, since their keys are pieces of old data. The store overwrites or releases the bytes as well as its medium allows.
/// </summary>
/// <param name="TableId">The document's table.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="SequenceNo">The block of the revision, earlier than the one that carries the redaction.</param>
/// <param name="DataHash">The Ion hash of the data, which takes its place.</param>
public sealed record RedactionWrite(QldbId TableId, QldbId DocumentId, long SequenceNo, QldbHash DataHash);
