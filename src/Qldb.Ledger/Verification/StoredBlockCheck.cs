using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Recomputes all of a stored block that does not depend on the blocks before it. Stored bytes are canonical, so there is exactly one right form: a block is
/// right when it is, byte for byte, the block that its contents make.
/// </summary>
internal sealed class StoredBlockCheck
{
    private readonly StoredBlock _block;
    private readonly IReadOnlyList<StoredRevision> _revisions;
    private readonly BlockHeader _header;
    private EntriesHashList _entries;
    private IonElement _content;
    private IonElement _transactionInfo;
    private IonElement _redactionInfo;

    private StoredBlockCheck(StoredBlock block, IReadOnlyList<StoredRevision> revisions, QldbId strandId)
    {
        _block = block;
        _revisions = revisions;
        _header = new BlockHeader(new BlockAddress(strandId, block.SequenceNo), block.TransactionId, block.TimestampMs);
    }

    /// <summary>Gets what is wrong with the block by itself; <see langword="null"/> if nothing is.</summary>
    public string? Fault { get; private set; }

    public StoredBlock Block => _block;

    public IReadOnlyList<StoredRevision> Revisions => _revisions;

    /// <summary>Gets the revisions that this block has redacted.</summary>
    public IReadOnlyList<(long SequenceNo, QldbId DocumentId)> Redactions { get; private set; } = [];

    public static StoredBlockCheck Run(StoredBlock block, IReadOnlyList<StoredRevision> revisions, QldbId strandId)
    {
        var check = new StoredBlockCheck(block, revisions, strandId);
        try
        {
            check.Fault = check.FindFault();
        }
        catch (Exception malformed) when (malformed is IonFormatException or InvalidOperationException or ArgumentException or FormatException)
        {
            check.Fault = $"it cannot be read: {malformed.Message}";
        }

        return check;
    }

    /// <summary>Puts the block behind the one before it, and tells what then does not agree.</summary>
    public string? FindFaultAfter(QldbHash previousBlockHash)
    {
        var right = new BlockContent(_header, _entries, previousBlockHash, _transactionInfo, _redactionInfo);
        if (_block.BlockHash != right.BlockHash)
        {
            return $"its block hash {_block.BlockHash} is not {right.BlockHash}, which its contents and the block before it make";
        }

        return right.IsStoredAs(_block.Content.Span, _block.BlockHash) ? null : DescribeDifference(right);
    }

    private string? FindFault()
    {
        _content = IonElement.Parse(_block.Content);
        _content.TryGetField(JournalFields.TransactionInfo, out _transactionInfo);
        _content.TryGetField(JournalFields.RedactionInfo, out _redactionInfo);
        _entries = new EntriesHashList(
            _header.Hash(), MerkleTree.Root([.. _revisions.Select(revision => revision.Hash)]), HashOf(_redactionInfo), HashOf(_transactionInfo));
        return FindRevisionFault() ?? FindDocumentsFault() ?? FindDigestFault() ?? FindRedactionFault();
    }

    private static QldbHash HashOf(IonElement component) => component.IsUndefined ? QldbHash.Empty : QldbHash.Of(component);

    private string? FindRevisionFault()
    {
        for (var i = 0; i < _revisions.Count; i++)
        {
            var revision = _revisions[i];
            var isPlaced = revision.SequenceNo == _block.SequenceNo && revision.Ordinal == i && revision.TransactionId == _block.TransactionId
                && revision.TransactionTimeMs == _revisions[0].TransactionTimeMs && revision.TransactionTimeMs <= _block.TimestampMs;
            if (!isPlaced)
            {
                return $"revision {i} does not belong there";
            }

            var value = revision.Data.IsEmpty ? default : IonElement.Parse(revision.Data);
            if (!IsWellFormed(revision, value))
            {
                return $"revision {i} (document {revision.DocumentId}) is not in its stored form";
            }

            if (RevisionWriter.MetadataOf(revision).RevisionHash(DataHashOf(revision, value)) != revision.Hash)
            {
                return $"revision {i} (document {revision.DocumentId}) does not agree with its hash";
            }
        }

        return null;
    }

    private static bool IsWellFormed(StoredRevision revision, IonElement value) => revision.Kind switch
    {
        RevisionKind.Document => revision.TableId != default && revision.DataHash.IsEmpty && IsCanonicalStruct(revision, value),
        RevisionKind.System => revision.TableId == default && revision.DataHash.IsEmpty && IsCanonicalStruct(revision, value),
        RevisionKind.Delete => revision.TableId != default && revision.DataHash.IsEmpty && revision.Data.IsEmpty,
        RevisionKind.Redacted => revision.TableId != default && !revision.DataHash.IsEmpty && revision.Data.IsEmpty,
        _ => false,
    };

    private static bool IsCanonicalStruct(StoredRevision revision, IonElement value)
        => !value.IsUndefined && value.Type == IonType.Struct && ScratchWriter.Writes(revision.Data.Span, value, static (writer, element) => writer.WriteElement(element));

    private static QldbHash DataHashOf(StoredRevision revision, IonElement value) => revision.Kind switch
    {
        RevisionKind.Redacted => revision.DataHash,
        RevisionKind.Delete => QldbHash.Empty,
        _ => QldbHash.Of(value),
    };

    /// <summary>The documents of the transaction info are those of the revisions, with the same tables: that is what binds a revision to its table.</summary>
    private string? FindDocumentsFault()
    {
        var listed = new Dictionary<string, string>();
        if (!_transactionInfo.IsUndefined && _transactionInfo.TryGetField(JournalFields.Documents, out var documents))
        {
            foreach (var field in documents.EnumerateFields())
            {
                listed.Add(field.Name ?? "", field.Value.TryGetField(JournalFields.TableId, out var tableId) ? tableId.GetString() : "");
            }
        }

        foreach (var revision in _revisions.Where(revision => revision.Kind != RevisionKind.System))
        {
            if (!listed.Remove(revision.DocumentId.ToString(), out var tableId) || tableId != revision.TableId.ToString())
            {
                return $"document {revision.DocumentId} of table {revision.TableId} is not in its transaction info";
            }
        }

        return listed.Count == 0 ? null : $"its transaction info names document {listed.Keys.First()}, of which it has no revision";
    }

    /// <summary>The commit digest is what the client signed off: the transaction's id, and each statement with its parameters.</summary>
    private string? FindDigestFault()
    {
        if (_transactionInfo.IsUndefined)
        {
            return _block.CommitDigest.IsEmpty ? null : "it has a commit digest but no transaction info";
        }

        var digest = QldbHash.OfString(_block.TransactionId.ToString());
        if (_transactionInfo.TryGetField(JournalFields.Statements, out var statements))
        {
            foreach (var statement in statements.EnumerateElements())
            {
                digest = digest.Dot(RevisionVerifier.ReadHash(statement, JournalFields.StatementDigest));
            }
        }

        return digest == _block.CommitDigest ? null : "its commit digest is not that of its statements";
    }

    private string? FindRedactionFault()
    {
        if (_redactionInfo.IsUndefined)
        {
            return null;
        }

        if (!_redactionInfo.TryGetField(JournalFields.Revisions, out var revisions))
        {
            return "its redaction info names no revision";
        }

        var redactions = new List<(long, QldbId)>();
        foreach (var revision in revisions.EnumerateElements())
        {
            if (!revision.TryGetField(JournalFields.BlockAddress, out var address) || !BlockAddress.TryParse(address, out var block)
                || !revision.TryGetField(JournalFields.DocumentId, out var documentId) || !QldbId.TryParse(documentId.GetString(), out var document)
                || block.SequenceNo >= _block.SequenceNo)
            {
                return "its redaction info does not name an earlier revision";
            }

            redactions.Add((block.SequenceNo, document));
        }

        Redactions = redactions;
        return null;
    }

    private string DescribeDifference(BlockContent right)
    {
        var expected = IonElement.Parse(right.ToIonBinary(right.BlockHash));
        foreach (var field in expected.EnumerateFields())
        {
            if (!_content.TryGetField(field.Name!, out var value) || value != field.Value)
            {
                return $"its {field.Name} is not what its contents and the block before it make";
            }
        }

        return "it is not in its stored form";
    }
}
