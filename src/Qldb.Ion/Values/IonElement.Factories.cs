using System.Numerics;

namespace Qldb.Ion;

public readonly partial struct IonElement
{
    /// <summary>A null.</summary>
    /// <param name="type">Its type; <see cref="IonType.Null"/> for the untyped null.</param>
    /// <returns>The value.</returns>
    public static IonElement Null(IonType type = IonType.Null) => Make(type, static (w, v) => w.WriteNull(v));

    /// <summary>A bool.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static IonElement OfBool(bool value) => Make(value, static (w, v) => w.WriteBool(v));

    /// <summary>An int.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static IonElement OfInt(long value) => Make(value, static (w, v) => w.WriteInt(v));

    /// <summary>An int.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static IonElement OfInt(BigInteger value) => Make(value, static (w, v) => w.WriteInt(v));

    /// <summary>A float.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static IonElement OfFloat(double value) => Make(value, static (w, v) => w.WriteFloat(v));

    /// <summary>A decimal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static IonElement OfDecimal(IonDecimal value) => Make(value, static (w, v) => w.WriteDecimal(v));

    /// <summary>A timestamp.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public static IonElement OfTimestamp(IonTimestamp value) => Make(value, static (w, v) => w.WriteTimestamp(v));

    /// <summary>A symbol.</summary>
    /// <param name="text">Its text.</param>
    /// <returns>The value.</returns>
    public static IonElement OfSymbol(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Make(text, static (w, v) => w.WriteSymbol(v));
    }

    /// <summary>A string.</summary>
    /// <param name="value">Well-formed UTF-16.</param>
    /// <returns>The value.</returns>
    public static IonElement OfString(string value) => Make(value, static (w, v) => w.WriteString(v));

    /// <summary>A blob.</summary>
    /// <param name="value">Its bytes, which are copied.</param>
    /// <returns>The value.</returns>
    public static IonElement OfBlob(ReadOnlySpan<byte> value)
    {
        using var writer = new IonBinaryWriter(value.Length + 16);
        writer.WriteBlob(value);
        return Parse(writer.ToArray());
    }

    /// <summary>A clob.</summary>
    /// <param name="value">Its bytes, which are copied.</param>
    /// <returns>The value.</returns>
    public static IonElement OfClob(ReadOnlySpan<byte> value)
    {
        using var writer = new IonBinaryWriter(value.Length + 16);
        writer.WriteClob(value);
        return Parse(writer.ToArray());
    }

    private static IonElement Make<T>(T value, Action<IonBinaryWriter, T> write)
    {
        using var writer = new IonBinaryWriter(64);
        write(writer, value);
        return Parse(writer.ToArray());
    }
}
