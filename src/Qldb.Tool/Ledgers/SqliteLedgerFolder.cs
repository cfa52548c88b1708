using System.Text.Json;
using Qldb.Ledger;
using Qldb.Ledger.Server;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Storage;

namespace Qldb.Tool.Ledgers;

/// <summary>A folder with one SQLite file for each ledger, <c>NAME.qldb</c>, and what the control plane keeps about it beside that, <c>NAME.settings.json</c>.</summary>
internal sealed class SqliteLedgerFolder(DirectoryInfo folder) : ILedgerFolder
{
    private const string Extension = ".qldb";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public IReadOnlyList<string> List()
    {
        if (!Directory.Exists(folder.FullName))
        {
            return [];
        }

        var names = folder.EnumerateFiles("*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file.Name));
        return [.. names.Where(LedgerName.IsValid).Order(StringComparer.Ordinal)];
    }

    public ILedgerStore Open(string name) => SqliteLedgerStore.Open(StoreOptions(name));

    public ILedgerStore Create(string name)
    {
        folder.Create();
        return SqliteLedgerStore.Create(StoreOptions(name), name);
    }

    public void Delete(string name) => OnFiles(name, () =>
    {
        // SQLite's companions go with the file; the file itself goes last but one, so that a crash in between leaves a ledger and not half of one.
        foreach (var path in folder.EnumerateFiles(name + Extension + "-*"))
        {
            path.Delete();
        }

        File.Delete(PathOf(name, Extension));
        File.Delete(SettingsPath(name));
    });

    public LedgerSettings ReadSettings(string name) => OnFiles(
        name, () => File.Exists(SettingsPath(name)) ? JsonSerializer.Deserialize<LedgerSettings>(File.ReadAllBytes(SettingsPath(name))) ?? new() : new LedgerSettings());

    public void WriteSettings(string name, LedgerSettings settings) => OnFiles(name, () =>
    {
        folder.Create();
        var fresh = SettingsPath(name) + ".new";
        using (var file = new FileStream(fresh, FileMode.Create))
        {
            JsonSerializer.Serialize(file, settings, Readable);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, SettingsPath(name), overwrite: true);
    });

    private static void OnFiles(string name, Action action) => OnFiles(name, () =>
    {
        action();
        return true;
    });

    private static T OnFiles<T>(string name, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StoreException($"The files of ledger '{name}' could not be read or written: {e.Message}", e);
        }
    }

    private SqliteLedgerStoreOptions StoreOptions(string name) => new() { Path = PathOf(name, Extension), LedgerName = name };

    private string SettingsPath(string name) => PathOf(name, ".settings.json");

    private string PathOf(string name, string extension) => Path.Combine(folder.FullName, name + extension);
}
