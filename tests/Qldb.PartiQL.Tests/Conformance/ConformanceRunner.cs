using Qldb.Ion;

namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>
/// Checks a published test's claims. QLDB evaluated strictly, so of claims about evaluation those for EvalModeError are checked.
/// </summary>
/// <remarks>
/// QLDB has no statement that is just an expression, and no globals but tables. So each statement runs as the select item of
/// <c>SELECT (statement) AS result FROM &lt;&lt; globals &gt;&gt;</c>: names that are no alias become fields of the globals, names in FROM are
/// tables, and MISSING shows as an absent result. Inner queries that read tables need the extended dialect.
/// </remarks>
internal static class ConformanceRunner
{
    private static readonly PartiQLOptions options = new() { Dialect = Dialect.Extended };

    /// <summary>What is wrong, or null where every claim holds.</summary>
    public static string? Check(ConformanceTest test)
    {
        foreach (var statement in test.Statements)
        {
            foreach (var claim in test.Claims)
            {
                if (Check(statement, test.Globals, claim) is { } complaint)
                {
                    return $"{statement.ReplaceLineEndings(" ")}\n      {complaint}";
                }
            }
        }

        return null;
    }

    /// <summary>True where no claim is about strict evaluation, parsing or analysis: the test is about permissive evaluation only.</summary>
    public static bool IsPermissiveOnly(ConformanceTest test) =>
        test.Claims.All(static claim => claim.TryGetField("evalMode", out _) && !IsStrict(claim));

    private static string? Check(string statement, IonElement globals, IonElement claim)
    {
        var result = Field(claim, "result").GetString();
        return result switch
        {
            "SyntaxSuccess" => Syntax(statement) is { } error ? error.Message : null,
            "SyntaxFail" => Syntax(statement) is null ? "is accepted" : null,
            "StaticAnalysisFail" => Fails(statement, globals) ? null : "is accepted",
            _ when !IsStrict(claim) => null,
            "EvaluationFail" => Fails(statement, globals) ? null : $"answers {Evaluate(statement, globals)}",
            _ => CheckAnswer(statement, globals, Field(claim, "output")),
        };
    }

    private static string? CheckAnswer(string statement, IonElement globals, IonElement expected)
    {
        try
        {
            var actual = Evaluate(statement, globals);
            return Outcome.IsSame(expected, actual) ? null : $"answers {Show(actual)} instead of {expected}";
        }
        catch (PartiQLException exception)
        {
            return $"fails instead of answering {expected}: {exception.Message}";
        }
    }

    // Names that nothing knows are no matter of syntax.
    private static PartiQLException? Syntax(string statement)
    {
        try
        {
            Prepare(statement, default);
            return null;
        }
        catch (PartiQLException exception)
        {
            return exception.Stage is PartiQLStage.Semantic ? null : exception;
        }
    }

    private static bool Fails(string statement, IonElement globals)
    {
        try
        {
            Evaluate(statement, globals);
            return false;
        }
        catch (PartiQLException)
        {
            return true;
        }
    }

    private static IonElement Evaluate(string statement, IonElement globals)
    {
        var given = globals.IsUndefined ? IonElement.ParseText("{}") : globals.WithoutAnnotations();
        var row = Prepare(statement, globals).Execute(new Globals(globals), [given]).Single();
        return row.TryGetField("result", out var value) ? value : default;
    }

    private static PreparedStatement Prepare(string statement, IonElement globals) =>
        PreparedStatement.Prepare($"SELECT (\n{statement}\n) AS result FROM << ? >>", new Globals(globals), options);

    private static string Show(IonElement value) => value.IsUndefined ? "missing" : value.ToString();

    private static bool IsStrict(IonElement claim)
    {
        var mode = Field(claim, "evalMode");
        return mode.Type == IonType.List
            ? mode.EnumerateElements().Any(static item => item.GetString() == "EvalModeError")
            : mode.GetString() == "EvalModeError";
    }

    private static IonElement Field(IonElement value, string name) =>
        value.TryGetField(name, out var field) ? field : throw new InvalidDataException($"{name} is missing in {value}");
}
