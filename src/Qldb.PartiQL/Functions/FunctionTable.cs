using System.Collections.Frozen;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>QLDB's functions by name (partiql-dialect, section 3); aggregates, CAST and what else has its own grammar are elsewhere.</summary>
internal static class FunctionTable
{
    /// <summary>Answered by the evaluator itself, because it must not evaluate arguments that it does not need.</summary>
    public const string Coalesce = "COALESCE";

    private static readonly FrozenDictionary<string, Function> functions = new Function[]
    {
        new("CHAR_LENGTH", 1, 1, TextFunctions.CharLength),
        new("CHARACTER_LENGTH", 1, 1, TextFunctions.CharLength),
        new(Coalesce, 1, int.MaxValue, Conditions.Coalesce, IsStrict: false),
        new("EXISTS", 1, 1, Conditions.Exists, IsStrict: false),
        new("LOWER", 1, 1, TextFunctions.Lower),
        new("NULLIF", 2, 2, Conditions.NullIf, IsStrict: false),
        new("SIZE", 1, 1, Conditions.Size),
        new("SUBSTRING", 2, 3, TextFunctions.Substring),
        new("TO_STRING", 2, 2, DateFunctions.ToText),
        new("TO_TIMESTAMP", 1, 2, DateFunctions.ToTimestamp),
        new("TXID", 0, 0, static (in arguments) => Value.Of(arguments.Context.TransactionId.ToString())),
        new("UPPER", 1, 1, TextFunctions.Upper),
        new("UTCNOW", 0, 0, static (in arguments) => Value.Of(arguments.Context.Now)),
    }.ToFrozenDictionary(static function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static Function? Find(string name) => functions.GetValueOrDefault(name);
}
