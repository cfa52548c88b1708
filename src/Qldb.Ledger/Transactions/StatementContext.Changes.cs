using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

internal sealed partial class StatementContext
{
    // Most transactions have one statement that changes anything, and it is the first.
    private static readonly ImmutableArray<int> FirstStatement = [0];

    private LedgerLimits Limits => Engine.Options.Limits;

    private ImmutableArray<int> ThisStatement => _position == 0 ? FirstStatement : [_position];

    public QldbId Insert(ITable table, IonElement document)
    {
        var view = (CatalogTable)table;
        Use(view);
        var documentId = Engine.Ids.Next();
        Put(new PendingWrite(view.Definition, documentId, Original: null, Canonical(document), ThisStatement, _statement!.SourceOf(document)));
        return documentId;
    }

    public void Replace(ITable table, QldbId documentId, IonElement document) => Change((CatalogTable)table, documentId, Canonical(document));

    public void Delete(ITable table, QldbId documentId) => Change((CatalogTable)table, documentId, default);

    public RedactedRevision Redact(IonElement blockAddress, string tableId, string documentId)
    {
        if (_transaction.Redaction is not null)
        {
            throw Limit("Exceeded redaction limit: a transaction can redact 1 revision.");
        }

        var redaction = new RedactionRequest(Reader, Engine.StrandId, _transaction.Catalog).Find(blockAddress, tableId, documentId);
        Read(ConflictKey.Block(redaction.Address.SequenceNo));
        Read(ConflictKey.Document(redaction.DocumentId));
        _transaction.Redaction = redaction;
        _writeCount++;
        return new RedactedRevision(redaction.Address.ToIon(), redaction.TableId, redaction.DocumentId, redaction.Version);
    }

    private void Change(CatalogTable view, QldbId documentId, IonElement document)
    {
        if (_transaction.WriteSet.Find(documentId) is { } write)
        {
            var statements = write.Statements[^1] == _position ? write.Statements : write.Statements.Add(_position);
            Put(write with { Document = document, Statements = statements, Source = default });
            return;
        }

        Read(view, ConflictKey.Document(documentId));
        Put(new PendingWrite(view.Definition, documentId, OriginalOf(view, documentId), document, ThisStatement, Source: default));
    }

    private StoredRevision OriginalOf(CatalogTable view, QldbId documentId)
    {
        if (_readForChange is not null && _readForChange.TryGetValue(documentId, out var revision))
        {
            return revision;
        }

        return Reader.TryGetDocument(view.TableId, documentId, out revision) && revision.Kind == RevisionKind.Document
            ? revision
            : throw new PartiQLException(PartiQLStage.Evaluator, $"Table {view.Name} has no document {documentId}.");
    }

    private void Put(PendingWrite write)
    {
        _transaction.WriteSet = _transaction.WriteSet.With(write);
        _writeCount++;
        if (_transaction.WriteSet.Count > Limits.DocumentsPerTransaction)
        {
            throw Limit($"Exceeded documents limit: a transaction can change {Limits.DocumentsPerTransaction} documents.");
        }

        if (_transaction.WriteSet.Size > Limits.TransactionSizeBytes)
        {
            throw Limit($"Exceeded transaction size limit: a transaction can change {Limits.TransactionSizeBytes} bytes, and this one has {_transaction.WriteSet.Size}.");
        }
    }

    /// <summary>The document as it will be stored: one encoding for each value, so that every stored bit counts.</summary>
    private IonElement Canonical(IonElement document)
    {
        var canonical = HashRule.Checked(ScratchWriter.Canonical(document));
        var bytes = canonical.AsBinary();
        if (bytes.Length > Limits.DocumentSizeBytes)
        {
            throw Limit($"Exceeded document size limit: a document can have {Limits.DocumentSizeBytes} bytes, and this one has {bytes.Length}.");
        }

        return !Nesting.IsDeeperThan(bytes.Span, LedgerLimits.DocumentDepth)
            ? canonical
            : throw Limit($"Exceeded document depth limit: a document can nest {LedgerLimits.DocumentDepth} containers, and this one nests more.");
    }

    private static PartiQLException Limit(string message) => new(PartiQLStage.Limit, message);
}
