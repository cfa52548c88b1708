using System.Globalization;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests;

/// <summary>What a transaction leaves to the garbage collector, once the caches are full.</summary>
public sealed class AllocationTests
{
    private const int BytesMax = 3_000;
    private const int TriesMax = 500;
    private const int InsertsPerTry = 100;

    /// <summary>A lone client's commands end on its own thread, so that is where to count.</summary>
    [Fact]
    public async Task A_transaction_that_inserts_a_document_of_500_bytes_allocates_at_most_3_KB()
    {
        using var folder = new TemporaryFolder();
        var options = folder.UnflushedLedger();
        options.RevisionCacheBytes = 512 * 1024;
        using var ledger = Ledger.Open(SqliteLedgerStore.Create(options, "ledger"));
        using var client = new EmbeddedSessionClient(ledger);
        var token = (await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "ledger" } })).StartSession.SessionToken;
        var inserts = new Inserts(client, token);
        inserts.Run("CREATE TABLE People");
        inserts.Run("CREATE INDEX ON People (name)");

        // The caches fill on the way, and the compiler optimises in its own time, which is long on a busy machine: unoptimised code allocates more.
        var least = long.MaxValue;
        for (var i = 0; i < TriesMax && least > BytesMax * InsertsPerTry; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            inserts.Run(InsertsPerTry);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least / InsertsPerTry, 1, BytesMax);
    }

    /// <summary>A session that allocates next to nothing of its own: requests are used again, and so is the document, but for the number in it.</summary>
    private sealed class Inserts
    {
        private const string Statement = "INSERT INTO People ?";
        private const int Digits = 9;

        private readonly EmbeddedSessionClient _client;
        private readonly SendCommandRequest _start;
        private readonly SendCommandRequest _execute;
        private readonly SendCommandRequest _commit;
        private readonly byte[] _digest = new byte[QldbHash.Size];
        private readonly byte[] _document = IonText.ToBinary(
            $"{{name: \"{new string('0', Digits)}\", street: \"12 St James's Square\", city: \"London\", balance: 12.50, note: \"{new string('n', 400)}\"}}");

        private readonly List<ValueHolder> _parameters;
        private readonly int _nameAt;
        private int _number;

        public Inserts(EmbeddedSessionClient client, string token)
        {
            _client = client;
            _start = new SendCommandRequest { SessionToken = token, StartTransaction = new() };
            _execute = new SendCommandRequest { SessionToken = token, ExecuteStatement = new() };
            _commit = new SendCommandRequest { SessionToken = token, CommitTransaction = new() { CommitDigest = new MemoryStream(_digest) } };
            _parameters = [new ValueHolder { IonBinary = new MemoryStream(_document) }];
            _nameAt = _document.AsSpan().IndexOf("000000000"u8);
        }

        public void Run(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _number++;
                _number.TryFormat(_document.AsSpan(_nameAt, Digits), out _, "D9", CultureInfo.InvariantCulture);
                Run(Statement, _parameters, QldbHash.OfString(Statement).Dot(QldbHash.OfIonBinary(_document)));
            }
        }

        public void Run(string statement) => Run(statement, [], QldbHash.OfString(statement));

        private void Run(string statement, List<ValueHolder> parameters, QldbHash digest)
        {
            var id = Send(_start).StartTransaction.TransactionId;
            _execute.ExecuteStatement.TransactionId = _commit.CommitTransaction.TransactionId = id;
            _execute.ExecuteStatement.Statement = statement;
            _execute.ExecuteStatement.Parameters = parameters;
            Send(_execute);
            QldbHash.OfString(id).Dot(digest).CopyTo(_digest);
            Send(_commit);
        }

        private SendCommandResponse Send(SendCommandRequest request) => _client.SendCommandAsync(request).GetAwaiter().GetResult();
    }
}
