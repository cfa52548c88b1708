using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// One stored block on its way through verification: it is read, hashed together with its neighbours by a <see cref="BlockHasher"/>, and compared with
/// what it has to be. Stored bytes are canonical, so there is exactly one right form.
/// </summary>
/// <remarks>
/// The block before it counts with the hash that is stored with it: if that is wrong, the fault is found there. A check is used for one block after the other.
/// </remarks>
internal sealed class StoredBlockCheck
{
    private IonElement[] _data = [];
    private QldbHash[] _revisionHashes = [];
    private QldbHash[] _statementDigests = [];
    private int _statementCount;
    private IonElement _content;
    private IonElement _transactionInfo;
    private IonElement _redactionInfo;

    /// <summary>Gets what is wrong with the block by itself; <see langword="null"/> if nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gets what is wrong with its place behind the block before it.</summary>
    public string? ChainFault { get; private set; }

    public StoredBlock Block { get; private set; } = null!;

    public StoredRevision[] Revisions { get; private set; } = [];

    /// <summary>Gets the revisions that this block has redacted.</summary>
    public IReadOnlyList<(long SequenceNo, QldbId DocumentId)> Redactions { get; private set; } = [];

    public BlockHeader Header { get; private set; }

    public QldbHash PreviousBlockHash { get; private set; }

    public ReadOnlySpan<IonElement> Data => _data.AsSpan(0, Revisions.Length);

    public IonElement TransactionInfo => _transactionInfo;

    public IonElement RedactionInfo => _redactionInfo;

    public ReadOnlySpan<QldbHash> StatementDigests => _statementDigests.AsSpan(0, _statementCount);

    /// <summary>Gets the hashes that the revisions have to have; set by the hasher, like all below.</summary>
    public Span<QldbHash> RevisionHashes => _revisionHashes.AsSpan(0, Revisions.Length);

    public EntriesHashList Entries { get; set; }

    public QldbHash EntriesHash { get; set; }

    public QldbHash BlockHash { get; set; }

    public QldbHash CommitDigest { get; set; }

    public static bool IsMalformed(Exception exception)
        => exception is IonFormatException or InvalidOperationException or ArgumentException or FormatException;

    /// <summary>Reads a block, and forgets the one before. One that cannot be read has a fault already.</summary>
    public void Read(StoredBlock block, IReadOnlyList<StoredRevision> revisions, QldbId strandId, QldbHash previousBlockHash)
    {
        Block = block;
        Revisions = revisions as StoredRevision[] ?? [.. revisions];
        Header = new BlockHeader(new BlockAddress(strandId, block.SequenceNo), block.TransactionId, block.TimestampMs);
        PreviousBlockHash = previousBlockHash;
        Redactions = [];
        Fault = ChainFault = null;
        _content = _transactionInfo = _redactionInfo = default;
        _statementCount = 0;
        Reserve(ref _data, Revisions.Length);
        Reserve(ref _revisionHashes, Revisions.Length);
        try
        {
            _content = IonElement.Parse(block.Content);
            _content.TryGetField(JournalFields.TransactionInfo, out _transactionInfo);
            _content.TryGetField(JournalFields.RedactionInfo, out _redactionInfo);
            ReadStatementDigests();
            Redactions = _redactionInfo.IsUndefined ? [] : ReadRedactions();
            Fault = FindFormFault();
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            Fail(malformed);
        }
    }

    public void Fail(Exception malformed) => Fault = $"it cannot be read: {malformed.Message}";

    /// <summary>Compares what is stored with what has been hashed.</summary>
    public void Compare()
    {
        try
        {
            Fault = FindRevisionFault() ?? FindDocumentsFault() ?? FindDigestFault();
            ChainFault = FindChainFault();
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            Fail(malformed);
        }
    }

    private static void Reserve<T>(ref T[] room, int count)
    {
        if (room.Length < count)
        {
            room = new T[count];
        }
    }

    private void ReadStatementDigests()
    {
        if (_transactionInfo.IsUndefined || !_transactionInfo.TryGetField(JournalFields.Statements, out var statements))
        {
            return;
        }

        Reserve(ref _statementDigests, statements.GetCount());
        foreach (var statement in statements.EnumerateElements())
        {
            _statementDigests[_statementCount++] = RevisionVerifier.ReadHash(statement, JournalFields.StatementDigest);
        }
    }

    private List<(long, QldbId)> ReadRedactions()
    {
        var redactions = new List<(long, QldbId)>();
        if (!_redactionInfo.TryGetField(JournalFields.Revisions, out var revisions))
        {
            throw new FormatException("its redaction info names no revision");
        }

        foreach (var revision in revisions.EnumerateElements())
        {
            if (!revision.TryGetField(JournalFields.BlockAddress, out var address) || !BlockAddress.TryParse(address, out var block)
                || !revision.TryGetField(JournalFields.DocumentId, out var documentId) || !QldbId.TryParse(documentId.GetString(), out var document)
                || block.SequenceNo >= Block.SequenceNo)
            {
                throw new FormatException("its redaction info does not name an earlier revision");
            }

            redactions.Add((block.SequenceNo, document));
        }

        return redactions;
    }

    /// <summary>Whatever is wrong with the revisions before anything is hashed.</summary>
    private string? FindFormFault()
    {
        for (var i = 0; i < Revisions.Length; i++)
        {
            var revision = Revisions[i];
            var isPlaced = revision.SequenceNo == Block.SequenceNo && revision.Ordinal == i && revision.TransactionId == Block.TransactionId
                && revision.TransactionTimeMs == Revisions[0].TransactionTimeMs && revision.TransactionTimeMs <= Block.TimestampMs;
            if (!isPlaced)
            {
                return $"revision {i} does not belong there";
            }

            _data[i] = revision.Data.IsEmpty ? default : IonElement.Parse(revision.Data);
            if (!IsWellFormed(revision, _data[i]))
            {
                return $"revision {i} (document {revision.DocumentId}) is not in its stored form";
            }
        }

        return null;
    }

    private static bool IsWellFormed(StoredRevision revision, IonElement value) => revision.Kind switch
    {
        RevisionKind.Document => revision.TableId != default && revision.DataHash.IsEmpty && IsCanonicalStruct(value),
        RevisionKind.System => revision.TableId == default && revision.DataHash.IsEmpty && IsCanonicalStruct(value),
        RevisionKind.Delete => revision.TableId != default && revision.DataHash.IsEmpty && revision.Data.IsEmpty,
        RevisionKind.Redacted => revision.TableId != default && !revision.DataHash.IsEmpty && revision.Data.IsEmpty,
        _ => false,
    };

    private static bool IsCanonicalStruct(IonElement value) => !value.IsUndefined && value.Type == IonType.Struct && value.IsCanonical;

    private string? FindRevisionFault()
    {
        for (var i = 0; i < Revisions.Length; i++)
        {
            if (_revisionHashes[i] != Revisions[i].Hash)
            {
                return $"revision {i} (document {Revisions[i].DocumentId}) does not agree with its hash";
            }
        }

        return null;
    }

    /// <summary>The documents of the transaction info are those of the revisions, with the same tables: that is what binds a revision to its table.</summary>
    private string? FindDocumentsFault()
    {
        var listed = default(IonElement);
        if (!_transactionInfo.IsUndefined)
        {
            _transactionInfo.TryGetField(JournalFields.Documents, out listed);
        }

        return AreDocumentsInOrder(listed) ? null : FindDocumentsFaultInAnyOrder(listed);
    }

    /// <summary>A ledger lists the documents in the order of their revisions.</summary>
    private bool AreDocumentsInOrder(IonElement listed)
    {
        if (listed.IsUndefined)
        {
            return Array.TrueForAll(Revisions, IsSystem);
        }

        var position = 0;
        foreach (var field in listed.EnumerateFields())
        {
            while (position < Revisions.Length && Revisions[position].Kind == RevisionKind.System)
            {
                position++;
            }

            if (position == Revisions.Length || !JournalForm.IsId(field.Name, Revisions[position].DocumentId)
                || !field.Value.TryGetField(JournalFields.TableId, out var tableId) || !JournalForm.IsId(tableId, Revisions[position].TableId))
            {
                return false;
            }

            position++;
        }

        return Array.TrueForAll(Revisions[position..], IsSystem);
    }

    private static bool IsSystem(StoredRevision revision) => revision.Kind == RevisionKind.System;

    private string? FindDocumentsFaultInAnyOrder(IonElement documents)
    {
        var listed = new Dictionary<string, string>();
        if (!documents.IsUndefined)
        {
            foreach (var field in documents.EnumerateFields())
            {
                listed.Add(field.Name ?? "", field.Value.TryGetField(JournalFields.TableId, out var tableId) ? tableId.GetString() : "");
            }
        }

        foreach (var revision in Revisions.Where(revision => revision.Kind != RevisionKind.System))
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
            return Block.CommitDigest.IsEmpty ? null : "it has a commit digest but no transaction info";
        }

        return CommitDigest == Block.CommitDigest ? null : "its commit digest is not that of its statements";
    }

    private string? FindChainFault()
    {
        if (Block.BlockHash != BlockHash)
        {
            return $"its block hash {Block.BlockHash} is not {BlockHash}, which its contents and the block before it make";
        }

        return JournalForm.IsOf(this, _content) ? null : DescribeDifference();
    }

    /// <summary>What is not plainly in its form is written anew and compared, byte for byte.</summary>
    private string? DescribeDifference()
    {
        var right = new BlockContent(Header, Entries, EntriesHash, PreviousBlockHash, _transactionInfo, _redactionInfo);
        if (right.IsStoredAs(Block.Content.Span, Block.BlockHash))
        {
            return null;
        }

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
