using Qldb.Ion;

namespace Qldb.PartiQL;

/// <summary>One statement's door to its transaction: it delivers rows and takes changes.</summary>
/// <remarks>
/// <para>
/// The implementer notes every read and every change of its transaction here, and shows the transaction its own changes. Rows
/// are pulled: what is not pulled need not be read. Used by one thread at a time.
/// </para>
/// <para>
/// A statement that changes documents pulls all rows it needs before its first change, so rows and changes never overlap.
/// Failures that are the statement's fault (a limit, a name that exists) are thrown as <see cref="PartiQLException"/>.
/// </para>
/// </remarks>
public interface IStatementContext
{
    /// <summary>Checked between rows; cancelled, a statement ends with <see cref="OperationCanceledException"/>.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Called between rows, and now and then within a long computation: throws when the statement has to end.</summary>
    /// <exception cref="OperationCanceledException"><see cref="CancellationToken"/> is cancelled.</exception>
    /// <remarks>An implementer whose transactions have a time limit refuses here what takes too long: rows need not come from a table.</remarks>
    void ThrowIfOver() => CancellationToken.ThrowIfCancellationRequested();

    /// <summary>The answer of <c>TXID()</c>.</summary>
    QldbId TransactionId { get; }

    /// <summary>The answer of <c>UTCNOW()</c>: UTC, milliseconds, and the same value throughout one statement.</summary>
    IonTimestamp Now { get; }

    /// <summary>Delivers all rows of a user, committed or system view.</summary>
    /// <param name="table">A view that the catalog gave out.</param>
    IEnumerable<Row> Scan(ITable table);

    /// <summary>Delivers the rows whose value at a path is equal to a key.</summary>
    /// <param name="table">A user or committed view.</param>
    /// <param name="path">One of the view's <see cref="ITable.Lookups"/>.</param>
    /// <param name="key">
    /// A whole Ion value, never null: equality is <see cref="PartiQLEquality"/>'s. For a document id it is a string or symbol,
    /// which need not have the form of an id; such a key finds nothing.
    /// </param>
    IEnumerable<Row> Lookup(ITable table, LookupPath path, IonElement key);

    /// <summary>Delivers the revisions that were current at some moment of a range of time, in no promised order.</summary>
    /// <param name="table">A view whose <see cref="ITable.View"/> is <see cref="TableView.History"/>.</param>
    /// <param name="start">Inclusive start, or null for the beginning. Never later than <paramref name="end"/>.</param>
    /// <param name="end">Inclusive end, or null for now. Never later than <see cref="Now"/>.</param>
    /// <param name="documentId">Only this document's revisions, or null for all documents.</param>
    IEnumerable<Row> ScanHistory(ITable table, IonTimestamp? start, IonTimestamp? end, QldbId? documentId);

    /// <summary>Inserts a document.</summary>
    /// <param name="table">A writable view.</param>
    /// <param name="document">A struct that is not null.</param>
    /// <returns>The new document's id.</returns>
    QldbId Insert(ITable table, IonElement document);

    /// <summary>Replaces a document that this statement has read.</summary>
    /// <param name="table">A writable view.</param>
    /// <param name="documentId">The document.</param>
    /// <param name="document">Its new content: a struct that is not null.</param>
    void Replace(ITable table, QldbId documentId, IonElement document);

    /// <summary>Deletes a document that this statement has read.</summary>
    /// <param name="table">A writable view.</param>
    /// <param name="documentId">The document.</param>
    void Delete(ITable table, QldbId documentId);

    /// <summary>Creates a table.</summary>
    /// <param name="name">A valid table name.</param>
    /// <param name="tags">A struct of strings, or undefined where the statement gives none.</param>
    /// <returns>The new table's id.</returns>
    /// <exception cref="PartiQLException">The name is taken: see <see cref="PartiQLException.TableExists"/>.</exception>
    QldbId CreateTable(string name, IonElement tags);

    /// <summary>Makes a table inactive; its documents and history stay.</summary>
    /// <param name="table">The user view of an active table.</param>
    /// <returns>The table's id.</returns>
    QldbId DropTable(ITable table);

    /// <summary>Makes an inactive table active again.</summary>
    /// <param name="tableId">As written in the statement.</param>
    /// <returns>The table's id.</returns>
    /// <exception cref="PartiQLException">No inactive table has that id, or an active one has its name.</exception>
    QldbId UndropTable(string tableId);

    /// <summary>Creates an index on one top-level field.</summary>
    /// <param name="table">The user view of an active table.</param>
    /// <param name="field">The field's name.</param>
    /// <returns>The id of the table, not of the index, as in QLDB.</returns>
    QldbId CreateIndex(ITable table, string field);

    /// <summary>Drops an index.</summary>
    /// <param name="table">The user view of an active table.</param>
    /// <param name="indexId">As written in the statement.</param>
    /// <returns>The id of the table, not of the index, as in QLDB.</returns>
    /// <exception cref="PartiQLException">The table has no index of that id.</exception>
    QldbId DropIndex(ITable table, string indexId);

    /// <summary>Asks for the redaction of one inactive revision.</summary>
    /// <param name="blockAddress">A struct with the fields <c>strandId</c> and <c>sequenceNo</c>.</param>
    /// <param name="tableId">As given by the statement.</param>
    /// <param name="documentId">As given by the statement.</param>
    /// <returns>Which revision will be redacted.</returns>
    /// <exception cref="PartiQLException">There is no such revision, or it may not be redacted.</exception>
    RedactedRevision Redact(IonElement blockAddress, string tableId, string documentId);
}
