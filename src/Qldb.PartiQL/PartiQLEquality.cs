using System.Buffers;
using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL;

/// <summary>The equality of the operator <c>=</c>, in a form that indexes can be keyed by. Thread safe.</summary>
/// <remarks>
/// Numbers are equal by value whether int, decimal or float (a float counts as the shortest decimal that names it, so <c>1.1e0 = 1.1</c>;
/// not-a-number is equal to itself, so that it is found again); string and symbol by their text; timestamps by instant, an unknown
/// offset being UTC; lists and sexps by element; structs by field without regard to order. Within containers null is equal to null.
/// Annotations have no part in it. Values of other, different kinds are unequal.
/// </remarks>
public static class PartiQLEquality
{
    /// <summary>Writes the one byte form that a value shares with exactly the values it is equal to.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="output">Where to. Forms end by themselves: one written after the other stay apart.</param>
    /// <returns>False where the value is null or undefined: it is equal to nothing, and nothing is written.</returns>
    public static bool WriteCanonicalKey(IonElement value, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var operand = Value.Of(value);
        if (operand.IsUnknown)
        {
            return false;
        }

        CanonicalKey.Write(operand, output);
        return true;
    }

    /// <summary>What <c>left = right</c> answers.</summary>
    /// <param name="left">Any value.</param>
    /// <param name="right">Any value.</param>
    /// <returns>Null where either is null or undefined.</returns>
    public static bool? AreEqual(IonElement left, IonElement right)
    {
        var (a, b) = (Value.Of(left), Value.Of(right));
        return a.IsUnknown || b.IsUnknown ? null : Equality.AreEqual(a, b);
    }
}
