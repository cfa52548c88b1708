using System.Numerics;

namespace Amazon.IonDotnet;

/// <summary>Writes Ion values. What is written reaches its destination with <see cref="Finish"/> or <see cref="Flush"/>.</summary>
public interface IIonWriter : IDisposable
{
    ISymbolTable SymbolTable { get; }

    /// <summary>Whether the next value will be a field of a struct.</summary>
    bool IsInStruct { get; }

    /// <summary>Sends the complete top-level values on to the destination.</summary>
    void Flush();

    /// <summary>Ends the datagram, and sends it to the destination. The next value begins another one.</summary>
    void Finish();

    void SetFieldName(string name);

    void SetFieldNameSymbol(SymbolToken symbol);

    void StepIn(IonType type);

    void StepOut();

    /// <summary>Writes the value that the reader is on.</summary>
    void WriteValue(IIonReader reader);

    /// <summary>Writes everything from the reader's next value on.</summary>
    void WriteValues(IIonReader reader);

    void WriteNull();

    void WriteNull(IonType type);

    void WriteBool(bool value);

    void WriteInt(long value);

    void WriteInt(BigInteger value);

    void WriteFloat(double value);

    void WriteDecimal(decimal value);

    void WriteDecimal(BigDecimal value);

    void WriteTimestamp(Timestamp value);

    void WriteSymbol(string symbol);

    void WriteSymbolToken(SymbolToken symbolToken);

    void WriteString(string value);

    void WriteBlob(ReadOnlySpan<byte> value);

    void WriteClob(ReadOnlySpan<byte> value);

    /// <summary>Adds an annotation to the value that is written next.</summary>
    void AddTypeAnnotation(string annotation);

    void AddTypeAnnotationSymbol(SymbolToken annotation);

    void ClearTypeAnnotations();

    void SetTypeAnnotations(IEnumerable<string> annotations);
}
