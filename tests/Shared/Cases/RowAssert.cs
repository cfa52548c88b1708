using Qldb.Ion;
using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>Assertions on the rows of an answer.</summary>
internal static class RowAssert
{
    /// <summary>The rows are these Ion values, in any order.</summary>
    public static void Are(this IEnumerable<IonElement> rows, params string[] expected)
    {
        var remaining = rows.ToList();
        var missing = expected.Select(IonElement.ParseText).Where(value => !remaining.Remove(value)).ToList();
        Assert.True(
            missing.Count == 0 && remaining.Count == 0,
            $"missing: {string.Join(" ", missing)}\nunexpected: {string.Join(" ", remaining)}");
    }

    /// <summary>The rows are these Ion values, in this order.</summary>
    public static void AreInOrder(this IEnumerable<IonElement> rows, params string[] expected) =>
        Assert.Equal(expected.Select(IonElement.ParseText), rows);

    public static IonElement Single(this IEnumerable<IonElement> rows) => Assert.Single(rows);

    /// <summary>The ids of one field of each row, each of an id's shape.</summary>
    public static List<string> Ids(this IEnumerable<IonElement> rows, string field) =>
        [.. rows.Select(row => QldbId.Parse(row.Text(field)).ToString())];

    public static string Text(this IonElement row, string field) => row.Get(field).GetString();

    public static IonElement Get(this IonElement row, string field)
    {
        Assert.True(row.TryGetField(field, out var value), $"no field {field} in {row}");
        return value;
    }

    /// <summary>The value of an expression.</summary>
    public static IonElement Evaluate(this CaseLedger ledger, string expression, params string[] parameters) =>
        ledger.ExecuteWith($"SELECT VALUE {expression} FROM << 0 >>", parameters).Single();

    /// <summary>The value of an expression is refused.</summary>
    public static Refusal RefusesToEvaluate(this CaseLedger ledger, string expression, params string[] parameters) =>
        ledger.Refuses($"SELECT VALUE {expression} FROM << 0 >>", parameters);
}
