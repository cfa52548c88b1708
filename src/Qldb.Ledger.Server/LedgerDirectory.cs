using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Server.ControlPlane;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Server;

/// <summary>The ledgers that a server serves: those of a folder, opened when the server starts, and those created since. Safe to use from many threads.</summary>
public sealed class LedgerDirectory : ILedgerControl, IDisposable
{
    private readonly ILedgerFolder _folder;
    private readonly Lock _changing = new();
    private readonly Dictionary<string, LedgerDescription> _descriptions = new(StringComparer.Ordinal);

    private LedgerDirectory(ILedgerFolder folder, LedgerOptions options)
    {
        _folder = folder;
        Options = options;
    }

    /// <summary>Gets the open ledgers. They are the directory's to close.</summary>
    public LedgerHost Host { get; } = new();

    /// <summary>Gets how each of the ledgers behaves.</summary>
    public LedgerOptions Options { get; }

    /// <summary>Opens every ledger of a folder.</summary>
    /// <param name="folder">Where the ledgers are.</param>
    /// <param name="options">How each ledger behaves; the defaults when left out.</param>
    /// <exception cref="StoreException">A ledger cannot be opened. None of them is open then.</exception>
    public static LedgerDirectory Open(ILedgerFolder folder, LedgerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var directory = new LedgerDirectory(folder, options ?? new());
        try
        {
            foreach (var name in folder.List())
            {
                directory.Add(folder.Open(name), folder.ReadSettings(name));
            }

            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Creates a ledger with default settings unless there is one of that name.</summary>
    /// <param name="name">The ledger's name.</param>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="ArgumentException">The name breaks the rule for ledger names.</exception>
    /// <exception cref="StoreException">The ledger cannot be created.</exception>
    public bool EnsureCreated(string name)
    {
        LedgerName.ThrowIfInvalid(name);
        lock (_changing)
        {
            if (_descriptions.ContainsKey(name))
            {
                return false;
            }

            Create(name, new());
            return true;
        }
    }

    /// <summary>Closes every ledger, after what is being committed.</summary>
    public void Dispose() => Host.Dispose();

    IReadOnlyList<LedgerDescription> ILedgerControl.List()
    {
        lock (_changing)
        {
            return [.. _descriptions.Values.OrderBy(ledger => ledger.Name, StringComparer.Ordinal)];
        }
    }

    LedgerDescription ILedgerControl.Describe(string name) => Describe(name);

    LedgerDescription ILedgerControl.Create(string name, LedgerSettings settings) => Create(name, settings);

    LedgerDescription ILedgerControl.Update(string name, Func<LedgerSettings, LedgerSettings> change)
    {
        lock (_changing)
        {
            var ledger = Describe(name);
            var changed = ledger with { Settings = change(ledger.Settings) };
            _folder.WriteSettings(name, changed.Settings);
            return _descriptions[name] = changed;
        }
    }

    async Task ILedgerControl.DeleteAsync(string name)
    {
        // Closing waits for commits under way.
        await Task.Run(() => Delete(name)).ConfigureAwait(false);
    }

    (QldbHash Digest, BlockAddress Tip) ILedgerControl.GetDigest(string name)
        => Ask(name, ledger =>
        {
            var digest = ledger.GetDigest();
            return (digest.Hash, digest.Tip);
        });

    (IonElement Block, IonElement? Proof) ILedgerControl.GetBlock(string name, BlockAddress address, BlockAddress? tip)
        => Ask(name, ledger =>
        {
            var block = ledger.GetBlock(address, tip);
            return (block.Block, block.Proof?.ToIon());
        });

    (IonElement Revision, IonElement? Proof) ILedgerControl.GetRevision(string name, BlockAddress address, QldbId documentId, BlockAddress? tip)
        => Ask(name, ledger =>
        {
            var revision = ledger.GetRevision(address, documentId, tip);
            return (revision.Revision, revision.Proof?.ToIon());
        });

    private LedgerDescription Describe(string name)
    {
        lock (_changing)
        {
            return _descriptions.TryGetValue(name, out var ledger) ? ledger : throw ControlPlaneErrors.NotFound(name);
        }
    }

    private LedgerDescription Create(string name, LedgerSettings settings)
    {
        lock (_changing)
        {
            if (_descriptions.ContainsKey(name))
            {
                throw ControlPlaneErrors.AlreadyExists(name);
            }

            // Settings first: after a crash between the two there are settings without a ledger, which the next attempt overwrites.
            _folder.WriteSettings(name, settings);
            return Add(_folder.Create(name), settings);
        }
    }

    private LedgerDescription Add(ILedgerStore store, LedgerSettings settings)
    {
        try
        {
            Host.Add(Ledger.Open(store, Options));
        }
        catch
        {
            store.Dispose();
            throw;
        }

        return _descriptions[store.Identity.LedgerName] = new(store.Identity.LedgerName, store.Identity.CreatedAt, settings);
    }

    private void Delete(string name)
    {
        lock (_changing)
        {
            if (Describe(name).Settings.DeletionProtection)
            {
                throw ControlPlaneErrors.DeletionProtected(name);
            }

            if (Host.TryRemove(name, out var ledger))
            {
                ledger.Dispose();
            }

            _descriptions.Remove(name);
            _folder.Delete(name);
        }
    }

    private T Ask<T>(string name, Func<Ledger, T> question)
    {
        if (!Host.TryGet(name, out var ledger))
        {
            throw ControlPlaneErrors.NotFound(name);
        }

        try
        {
            return question(ledger);
        }
        catch (LedgerClosedException)
        {
            throw ControlPlaneErrors.NotFound(name);
        }
        catch (ArgumentException e)
        {
            throw ControlPlaneErrors.InvalidParameter(Parameter(e.ParamName), e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
        }
    }

    private static string Parameter(string? name) => name switch
    {
        "digestTip" => "DigestTipAddress",
        "documentId" => "DocumentId",
        _ => "BlockAddress",
    };
}
