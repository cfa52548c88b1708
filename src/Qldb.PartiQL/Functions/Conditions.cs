using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>Functions that look at what kind of value they get: partiql-dialect, sections 3.1 and 3.2.</summary>
internal static class Conditions
{
    public static Value Coalesce(in Arguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].IsUnknown)
            {
                return arguments[i];
            }
        }

        return Value.Null;
    }

    /// <summary>True for a collection or struct that is not empty; nothing else is an error.</summary>
    public static Value Exists(in Arguments arguments)
    {
        ref readonly var operand = ref arguments[0];
        return Value.Of((operand.IsCollection || operand.Kind == ValueKind.Struct) && operand.Count > 0);
    }

    public static Value NullIf(in Arguments arguments)
    {
        ref readonly var first = ref arguments[0];
        ref readonly var second = ref arguments[1];
        return first.IsUnknown || (!second.IsUnknown && Equality.AreEqual(first, second)) ? Value.Null : first;
    }

    public static Value Size(in Arguments arguments)
    {
        ref readonly var operand = ref arguments[0];
        return operand.IsCollection || operand.Kind == ValueKind.Struct
            ? Value.Of((long)operand.Count)
            : throw arguments.Unsuitable(0, "a list, bag, sexp or struct");
    }
}
