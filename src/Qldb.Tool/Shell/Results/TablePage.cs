using System.Text;
using Qldb.Ion;
using Qldb.Tool.Terminal;
using Spectre.Console;

namespace Qldb.Tool.Shell.Results;

/// <summary>Rows as tables, a page each: the fields of their structs are columns, and what is no struct has one column of its own.</summary>
internal static class TablePage
{
    private const int RowsMax = 500;
    private const string ValueColumn = "_1";

    public static void Print(IEnumerable<IonElement> rows)
    {
        var console = Consoles.Output();
        foreach (var page in rows.Chunk(RowsMax))
        {
            console.Write(Table(page));
        }
    }

    private static Table Table(IonElement[] rows)
    {
        var columns = new List<string>();
        foreach (var row in rows)
        {
            columns.AddRange(Fields(row).Select(field => field.Name).Except(columns).ToList());
        }

        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded);
        foreach (var column in columns.DefaultIfEmpty(ValueColumn))
        {
            table.AddColumn(new TableColumn(new Text(Printable(column), new Style(decoration: Consoles.IsPlain ? Decoration.None : Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            var fields = Fields(row).ToLookup(field => field.Name, field => field.Text);
            table.AddRow(columns.DefaultIfEmpty(ValueColumn).Select(column => new Text(string.Join(", ", fields[column]))));
        }

        return table;
    }

    private static IEnumerable<(string Name, string Text)> Fields(IonElement row)
    {
        if (row.Type != IonType.Struct || row.IsNull)
        {
            return [(ValueColumn, Cell(row))];
        }

        return row.EnumerateFields().Select(field => (field.Name ?? "$0", Cell(field.Value)));
    }

    /// <summary>A string without its quotes; everything else as Ion text.</summary>
    private static string Cell(IonElement value) => Printable(value.Type == IonType.String && !value.IsNull && !value.HasAnnotations ? value.GetString() : value.ToString());

    /// <summary>A document may hold what would move a terminal's cursor or turn its text round: shown, not obeyed.</summary>
    private static string Printable(string text)
    {
        if (!text.Any(IsHostile))
        {
            return text;
        }

        var printable = new StringBuilder();
        foreach (var c in text)
        {
            printable.Append(c switch
            {
                '\n' => "\\n",
                '\t' => "\\t",
                _ when IsHostile(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return printable.ToString();
    }

    private static bool IsHostile(char c) => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
