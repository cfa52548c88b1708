using System.Collections.Frozen;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>The type names of CAST and IS.</summary>
internal static class TypeNames
{
    private static readonly FrozenDictionary<string, ValueKind> kinds = new Dictionary<string, ValueKind>
    {
        ["missing"] = ValueKind.Missing,
        ["null"] = ValueKind.Null,
        ["boolean"] = ValueKind.Boolean,
        ["bool"] = ValueKind.Boolean,
        ["integer"] = ValueKind.Integer,
        ["int"] = ValueKind.Integer,
        ["smallint"] = ValueKind.Integer,
        ["float"] = ValueKind.Float,
        ["decimal"] = ValueKind.Decimal,
        ["numeric"] = ValueKind.Decimal,
        ["timestamp"] = ValueKind.Timestamp,
        ["symbol"] = ValueKind.Symbol,
        ["string"] = ValueKind.String,
        ["char"] = ValueKind.String,
        ["varchar"] = ValueKind.String,
        ["blob"] = ValueKind.Blob,
        ["clob"] = ValueKind.Clob,
        ["list"] = ValueKind.List,
        ["sexp"] = ValueKind.Sexp,
        ["bag"] = ValueKind.Bag,
        ["struct"] = ValueKind.Struct,
        ["tuple"] = ValueKind.Struct,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static ValueKind? Find(string name) => kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary><c>IS</c>; NULL is the type of a MISSING value too, as in QLDB.</summary>
    public static Function Is(ValueKind kind) => new(
        "IS",
        1,
        1,
        (in arguments) => Value.Of(kind == ValueKind.Null ? arguments[0].IsUnknown : arguments[0].Kind == kind),
        IsStrict: false);
}
