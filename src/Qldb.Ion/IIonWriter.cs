using System.Numerics;

namespace Qldb.Ion;

/// <summary>
/// Takes Ion values one after another, in document order. Annotations and, within a struct, a field name come before their value.
/// Calls out of order throw <see cref="InvalidOperationException"/>. Not thread safe.
/// </summary>
public interface IIonWriter
{
    /// <summary>Names the next value of a struct.</summary>
    /// <param name="name">The field name; null for the symbol without text, <c>$0</c>.</param>
    void WriteFieldName(string? name);

    /// <summary>Annotates the next value; annotations keep their order.</summary>
    /// <param name="text">The annotation; null for the symbol without text, <c>$0</c>.</param>
    void WriteAnnotation(string? text);

    /// <summary>Writes a null.</summary>
    /// <param name="type">Its type; <see cref="IonType.Null"/> for the untyped null.</param>
    void WriteNull(IonType type = IonType.Null);

    /// <summary>Writes a bool.</summary>
    /// <param name="value">The value.</param>
    void WriteBool(bool value);

    /// <summary>Writes an int.</summary>
    /// <param name="value">The value.</param>
    void WriteInt(long value);

    /// <summary>Writes an int of any size up to <see cref="IonLimits.MaxNumberBytes"/>.</summary>
    /// <param name="value">The value.</param>
    void WriteInt(BigInteger value);

    /// <summary>Writes a float.</summary>
    /// <param name="value">The value; all NaNs are one.</param>
    void WriteFloat(double value);

    /// <summary>Writes a decimal.</summary>
    /// <param name="value">The value.</param>
    void WriteDecimal(IonDecimal value);

    /// <summary>Writes a timestamp.</summary>
    /// <param name="value">The value.</param>
    void WriteTimestamp(IonTimestamp value);

    /// <summary>Writes a symbol.</summary>
    /// <param name="text">Its text; null for the symbol without text, <c>$0</c> (not for <c>null.symbol</c>).</param>
    void WriteSymbol(string? text);

    /// <summary>Writes a string.</summary>
    /// <param name="value">Well-formed UTF-16.</param>
    /// <exception cref="ArgumentException">A surrogate stands alone.</exception>
    void WriteString(string value);

    /// <summary>Writes a string.</summary>
    /// <param name="value">Its text in UTF-8.</param>
    /// <exception cref="ArgumentException">The bytes are not valid UTF-8.</exception>
    void WriteStringUtf8(ReadOnlySpan<byte> value);

    /// <summary>Writes a blob.</summary>
    /// <param name="value">Its bytes.</param>
    void WriteBlob(ReadOnlySpan<byte> value);

    /// <summary>Writes a clob.</summary>
    /// <param name="value">Its bytes.</param>
    void WriteClob(ReadOnlySpan<byte> value);

    /// <summary>Begins a container; what follows are its children.</summary>
    /// <param name="container"><see cref="IonType.List"/>, <see cref="IonType.Sexp"/> or <see cref="IonType.Struct"/>.</param>
    void StepIn(IonType container);

    /// <summary>Ends the container that was begun last.</summary>
    void StepOut();

    /// <summary>Writes a value with its annotations and everything in it.</summary>
    /// <param name="value">Any value; the field name, where one is needed, comes before as usual.</param>
    void WriteElement(IonElement value);
}
