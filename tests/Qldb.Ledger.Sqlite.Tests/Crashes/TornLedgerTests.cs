using Qldb.Ion;
using Qldb.Ledger.Sqlite.Crasher;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>
/// A ledger that was open, half of it in the file and half in the log, as a torn, lost or flipped write leaves it: it opens to a consistent prefix of its
/// transactions, or is refused, or a check says what is wrong. Never silently wrong.
/// </summary>
public sealed class TornLedgerTests : IAsyncLifetime
{
    private const int Transactions = 40;
    private const int Names = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<long, (JournalDigest Digest, string Content)> _states = [];
    private SqliteLedgerStoreOptions _image = null!;
    private byte[] _file = [];
    private byte[] _log = [];

    private enum Outcome
    {
        Refused,
        Found,
        Whole,
        Prefix,
        SilentlyWrong,
    }

    public async Task InitializeAsync()
    {
        using var store = SqliteLedgerStore.Create(_folder.UnflushedLedger(), "torn");
        using var ledger = Ledger.Open(store, leaveStoreOpen: true);
        var session = await LedgerSession.StartAsync(ledger);
        await session.RunAsync(("CREATE TABLE people", []), ("CREATE INDEX ON people (name)", []));
        for (var i = 0; i < Transactions; i++)
        {
            if (i == Transactions / 2)
            {
                store.Writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }

            // Pairs that only a whole transaction leaves equal.
            await session.RunAsync(
                ("INSERT INTO people ?", [IonElement.ParseText($"{{name: \"name {i % Names}\", pair: {i}, note: \"{new string('n', i * 53 % 900)}\"}}")]),
                ("INSERT INTO people ?", [IonElement.ParseText($"{{name: \"other {i % Names}\", pair: {i}}}")]),
                ("UPDATE people SET latest = ? WHERE name = ?", [IonElement.OfInt(i), IonElement.OfString($"name {i % 3}")]));
            _states[ledger.Tip.SequenceNo] = (ledger.GetDigest(), await PeopleContent.ReadAsync(session, Names));
        }

        _image = _folder.CopyOfOpenLedger(store.Path, "image");
        _image.Durability = SqliteDurability.Off;
        _file = File.ReadAllBytes(_image.Path);
        _log = File.ReadAllBytes(_image.Path + "-wal");
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_log_cut_anywhere()
    {
        var outcomes = new List<Outcome>();
        for (var i = 0; i <= 60; i++)
        {
            outcomes.Add(await OpenAsync(_file, _log[..(int)((long)_log.Length * i / 60)]));
        }

        Assert.All(outcomes, outcome => Assert.Contains(outcome, new[] { Outcome.Prefix, Outcome.Whole }));
        Assert.Equal(Outcome.Prefix, outcomes[0]);
        Assert.Equal(Outcome.Whole, outcomes[^1]);
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_the_log()
    {
        var random = new Random(21);
        for (var i = 0; i < 60; i++)
        {
            Assert.Contains(await OpenAsync(_file, Flipped(_log, random)), new[] { Outcome.Prefix, Outcome.Whole });
        }
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_the_file_beneath_the_log()
    {
        var random = new Random(22);
        var outcomes = new List<Outcome>();
        for (var i = 0; i < 80; i++)
        {
            outcomes.Add(await OpenAsync(Flipped(_file, random), _log));
        }

        Assert.DoesNotContain(Outcome.SilentlyWrong, outcomes);
        Assert.Contains(outcomes, outcome => outcome is Outcome.Refused or Outcome.Found);
    }

    [Fact]
    public async Task A_file_cut_anywhere_beneath_the_log_or_without_it()
    {
        var outcomes = new List<Outcome>();
        for (var i = 0; i < 20; i++)
        {
            var cut = _file[..(int)((long)_file.Length * i / 20)];
            outcomes.Add(await OpenAsync(cut, _log));
            outcomes.Add(await OpenAsync(cut, []));
        }

        Assert.DoesNotContain(Outcome.SilentlyWrong, outcomes);
        Assert.Contains(Outcome.Refused, outcomes);
    }

    [Fact]
    public async Task Pages_lost_from_file_and_log()
    {
        const int page = 4096;
        var random = new Random(23);
        var outcomes = new List<Outcome>();
        for (var i = 0; i < 60; i++)
        {
            var (file, log) = ((byte[])_file.Clone(), (byte[])_log.Clone());
            var torn = i % 2 == 0 ? file : log;
            torn.AsSpan(random.Next(torn.Length / page) * page, page).Clear();
            outcomes.Add(await OpenAsync(file, log));
        }

        Assert.DoesNotContain(Outcome.SilentlyWrong, outcomes);
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private async Task<Outcome> OpenAsync(byte[] file, byte[] log)
    {
        File.Delete(_image.Path + "-shm");
        File.WriteAllBytes(_image.Path, file);
        File.WriteAllBytes(_image.Path + "-wal", log);
        try
        {
            using var store = SqliteLedgerStore.Open(_image);
            using var ledger = Ledger.Open(store, leaveStoreOpen: true);
            var tip = ledger.Tip.SequenceNo;
            if (store.CheckFile().Count > 0 || !ledger.VerifyJournal().IsValid)
            {
                return Outcome.Found;
            }

            if (!_states.TryGetValue(tip, out var state) || ledger.GetDigest().Hash != state.Digest.Hash)
            {
                return Outcome.SilentlyWrong;
            }

            if (await PeopleContent.ReadAsync(await LedgerSession.StartAsync(ledger), Names) != state.Content)
            {
                return Outcome.SilentlyWrong;
            }

            return tip == _states.Keys.Max() ? Outcome.Whole : Outcome.Prefix;
        }
        catch (StoreException e)
        {
            Assert.Contains(_image.Path, e.Message);
            return Outcome.Refused;
        }
    }
}
