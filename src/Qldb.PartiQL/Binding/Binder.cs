using Qldb.Ion;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Binding;

/// <summary>Resolves the names of a statement against the catalog and its own aliases, and refuses what does not fit together.</summary>
internal sealed partial class Binder
{
    private const int LongestName = 128;
    private const string CommittedPrefix = "_ql_committed_";

    private readonly string text;
    private readonly ICatalog catalog;
    private readonly PartiQLOptions options;
    private int slotCount;
    private int sourceCount;
    private int queryDepth;

    private Binder(string text, ICatalog catalog, PartiQLOptions options)
    {
        this.text = text;
        this.catalog = catalog;
        this.options = options;
    }

    /// <param name="statement">The statement.</param>
    /// <param name="text">Its text.</param>
    /// <param name="catalog">What it may name.</param>
    /// <param name="options">The dialect.</param>
    /// <param name="size">What its parts add up to.</param>
    public static BoundStatement Bind(
        StatementSyntax statement, string text, ICatalog catalog, PartiQLOptions options, out StatementSize size)
    {
        var binder = new Binder(text, catalog, options);
        var bound = binder.Bind(statement);
        size = new StatementSize(binder.slotCount, binder.sourceCount);
        return bound;
    }

    private BoundStatement Bind(StatementSyntax statement) => statement switch
    {
        SelectSyntax select => new BoundQuery(BindSelect(select, outer: null)),
        InsertSyntax insert => BindInsert(insert),
        UpdateSyntax update => BindUpdate(update),
        DeleteSyntax delete => BindDelete(delete),
        CreateTableSyntax create => BindCreateTable(create),
        DropTableSyntax drop => new BoundDropTable(FindWritable(drop.Table)),
        UndropTableSyntax undrop => new BoundUndropTable(undrop.TableId),
        CreateIndexSyntax create => BindCreateIndex(create),
        DropIndexSyntax drop => new BoundDropIndex(FindWritable(drop.Table), drop.IndexId),
        ExecSyntax exec => BindExec(exec),
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    };

    private BoundCreateTable BindCreateTable(CreateTableSyntax create)
    {
        var name = create.Table.Name;
        if (!IsTableName(name))
        {
            throw Error(
                create.Table.Span,
                $"'{name}' is no name for a table: 1 to {LongestName} characters A-Z, a-z, 0-9 and _, no digit first, no reserved word");
        }

        if (catalog.FindTable(name) is not null)
        {
            throw PartiQLException.TableExists(name);
        }

        return new BoundCreateTable(name, create.Tags is { } tags ? TagsOf(tags) : default);
    }

    private static bool IsTableName(string name) =>
        name.Length is > 0 and <= LongestName
        && !char.IsAsciiDigit(name[0])
        && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_')
        && !name.StartsWith(CommittedPrefix, StringComparison.Ordinal)
        && !ReservedWords.Contains(name);

    // The guide's own example, {'environment': 'production'}, is a struct of symbols in Ion.
    private IonElement TagsOf(LiteralSyntax tags)
    {
        var element = tags.Value.ToElement();
        return element.Type == IonType.Struct && !element.IsNull
            && element.EnumerateFields().All(static field => field.Value is { Type: IonType.String or IonType.Symbol, IsNull: false })
            ? element
            : throw Error(tags.Span, "aws_tags must be a struct of strings");
    }

    private BoundCreateIndex BindCreateIndex(CreateIndexSyntax create)
    {
        var table = FindWritable(create.Table);
        var field = create.Field;
        return field.Name.Length > 0 // How long it may be is the ledger's affair.
            ? new BoundCreateIndex(table, field.Name)
            : throw Error(field.Span, "the name of an indexed field is empty");
    }

    private BoundRedaction BindExec(ExecSyntax exec)
    {
        var scope = new Scope(outer: null);
        return new BoundRedaction(
            exec.Span, BindExpression(exec.BlockAddress, scope), BindExpression(exec.TableId, scope), BindExpression(exec.DocumentId, scope));
    }

    private ITable FindWritable(IdentifierSyntax name)
    {
        var table = catalog.FindTable(name.Name) ?? throw PartiQLException.UnknownName(text, name.Span, name.Name);
        return RequireWritable(table, name.Span);
    }

    private ITable RequireWritable(ITable table, SourceSpan span) => table.IsWritable
        ? table
        : throw Error(span, $"{DescribeView(table)} is read-only; only the user view of a table can be changed");

    private static string DescribeView(ITable table) => table.View switch
    {
        TableView.Committed => $"the committed view of {table.Name}",
        TableView.History => $"the history of {table.Name}",
        _ => table.Name,
    };

    private PartiQLException Error(SourceSpan span, string message) =>
        PartiQLException.At(PartiQLStage.Semantic, text, span.Start, message);
}
