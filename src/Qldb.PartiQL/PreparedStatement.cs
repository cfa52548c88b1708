using Qldb.Ion;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Execution;
using Qldb.PartiQL.Execution.Operators;
using Qldb.PartiQL.Planning;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL;

/// <summary>
/// A statement that has been parsed, bound to a catalog and planned. Immutable: many transactions can run it at the same time.
/// </summary>
public sealed class PreparedStatement
{
    private readonly LogicalNode plan;
    private readonly StatementOperator statement;
    private readonly StatementSize size;
    private readonly long maxMemoryBytes;

    private PreparedStatement(string text, StatementKind kind, int parameterCount, StatementSize size, LogicalNode plan, PartiQLOptions options)
    {
        Text = text;
        Kind = kind;
        ParameterCount = parameterCount;
        this.size = size;
        maxMemoryBytes = options.MaxMemoryBytes;
        this.plan = plan;
        statement = OperatorCompiler.CompileStatement(plan);
    }

    /// <summary>The statement as it was given.</summary>
    public string Text { get; }

    /// <summary>What kind of statement it is.</summary>
    public StatementKind Kind { get; }

    /// <summary>True where the statement changes nothing.</summary>
    public bool IsQuery => Kind == StatementKind.Select;

    /// <summary>How many parameters (<c>?</c>) the statement has.</summary>
    public int ParameterCount { get; }

    /// <summary>Prepares a statement.</summary>
    /// <param name="text">One statement; a semicolon may end it.</param>
    /// <param name="catalog">What the statement may name. The result holds on to its tables, not to the catalog.</param>
    /// <param name="options">The dialect and the limits; QLDB's by default.</param>
    /// <returns>A statement that can run as long as the catalog's version does not change.</returns>
    /// <exception cref="PartiQLException">The text is no statement of the dialect, or names what does not exist.</exception>
    public static PreparedStatement Prepare(string text, ICatalog catalog, PartiQLOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= PartiQLOptions.Default;
        var syntax = Parser.Parse(text, options, out var parameterCount);
        var bound = Binder.Bind(syntax, text, catalog, options, out var size);
        var plan = Planner.Plan(bound);
        return new PreparedStatement(text, bound.Kind, parameterCount, size, plan, options);
    }

    /// <summary>Tells whether a text is a query, which changes nothing. It is read whole, but nothing that it names is looked up.</summary>
    /// <param name="text">One statement; a semicolon may end it.</param>
    /// <param name="options">The dialect and the limits; QLDB's by default.</param>
    /// <exception cref="PartiQLException">The text is no statement of the dialect.</exception>
    public static bool IsQueryText(string text, PartiQLOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parser.Parse(text, options ?? PartiQLOptions.Default, out _) is SelectSyntax;
    }

    /// <summary>The plan as text, one step a line, what feeds a step indented below it. Its words are in docs/reference/partiql.md.</summary>
    public string Explain() => PlanPrinter.Print(plan, Text);

    /// <summary>Runs the statement.</summary>
    /// <param name="context">The door to the transaction.</param>
    /// <param name="parameters">As many values as the statement has parameters, in order.</param>
    /// <returns>
    /// The answer, each row a value of its own. A query's rows are read when they are pulled, once; any other statement has done all its
    /// work when this method returns.
    /// </returns>
    /// <exception cref="PartiQLException">
    /// The number of parameters is wrong, or the statement cannot be carried out; a query may say so only when rows are pulled.
    /// </exception>
    /// <exception cref="OperationCanceledException">The context's token was cancelled.</exception>
    public IEnumerable<IonElement> Execute(IStatementContext context, IReadOnlyList<IonElement> parameters)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Count == ParameterCount
            ? statement.Execute(new Frame(Text, size, context, parameters, maxMemoryBytes))
            : throw PartiQLException.ParameterCount(ParameterCount, parameters.Count);
    }
}
