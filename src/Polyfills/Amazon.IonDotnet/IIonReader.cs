using System.Numerics;

namespace Amazon.IonDotnet;

/// <summary>A cursor over Ion values. It starts before the first value; <see cref="MoveNext"/> takes it to the next one.</summary>
public interface IIonReader : IDisposable
{
    /// <summary>How many containers have been stepped into.</summary>
    int CurrentDepth { get; }

    /// <summary>The type of the current value; <see cref="IonType.None"/> before the first and after the last one.</summary>
    IonType CurrentType { get; }

    /// <summary>The field name of the current value, if it is in a struct.</summary>
    string CurrentFieldName { get; }

    /// <summary>Whether the current value is a null of any type.</summary>
    bool CurrentIsNull { get; }

    /// <summary>Whether the values at this depth are fields of a struct.</summary>
    bool IsInStruct { get; }

    SymbolToken GetFieldNameSymbol();

    /// <summary>Moves to the next value at this depth, and tells its type; <see cref="IonType.None"/> at the end.</summary>
    IonType MoveNext();

    /// <summary>Goes before the first value of the current container.</summary>
    void StepIn();

    /// <summary>Goes behind the container that was last stepped into.</summary>
    void StepOut();

    ISymbolTable GetSymbolTable();

    IntegerSize GetIntegerSize();

    bool BoolValue();

    int IntValue();

    long LongValue();

    BigInteger BigIntegerValue();

    double DoubleValue();

    BigDecimal DecimalValue();

    Timestamp TimestampValue();

    string StringValue();

    SymbolToken SymbolValue();

    int GetLobByteSize();

    /// <summary>All bytes of the current blob or clob.</summary>
    byte[] NewByteArray();

    /// <summary>Copies the next bytes of the current blob or clob, and tells how many; 0 at their end.</summary>
    int GetBytes(Span<byte> buffer);

    string[] GetTypeAnnotations();

    IEnumerable<SymbolToken> GetTypeAnnotationSymbols();

    bool HasAnnotation(string annotation);
}
