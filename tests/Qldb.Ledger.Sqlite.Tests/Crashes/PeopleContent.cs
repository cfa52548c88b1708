using Qldb.Ion;
using Qldb.Ledger.Sqlite.Crasher;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>All that statements can see of the table <c>people</c>, whose documents are named <c>name 0</c>, <c>name 1</c> and so on: the table, its history, each index key.</summary>
internal static class PeopleContent
{
    public static async Task<string> ReadAsync(LedgerSession session, int names)
    {
        var rows = await session.RunAsync(("SELECT * FROM people", []));
        rows.AddRange(await session.RunAsync(("SELECT * FROM history(people) AS h", [])));
        for (var name = 0; name < names; name++)
        {
            rows.AddRange(await session.RunAsync(("SELECT * FROM people WHERE name = ?", [IonElement.OfString($"name {name}")])));
        }

        return string.Join('\n', rows.Select(row => row.ToString()));
    }
}
