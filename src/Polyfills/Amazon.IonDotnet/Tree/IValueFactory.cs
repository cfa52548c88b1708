using System.Numerics;

namespace Amazon.IonDotnet.Tree;

/// <summary>Makes nodes.</summary>
public interface IValueFactory
{
    IIonValue NewNull();

    IIonValue NewNullBlob();

    IIonValue NewBlob(ReadOnlySpan<byte> bytes);

    IIonValue NewNullBool();

    IIonValue NewBool(bool value);

    IIonValue NewNullClob();

    IIonValue NewClob(ReadOnlySpan<byte> bytes);

    IIonValue NewNullDecimal();

    IIonValue NewDecimal(double doubleValue);

    IIonValue NewDecimal(decimal value);

    IIonValue NewDecimal(BigDecimal bigDecimal);

    IIonValue NewNullFloat();

    IIonValue NewFloat(double value);

    IIonValue NewNullInt();

    IIonValue NewInt(long value);

    IIonValue NewInt(BigInteger value);

    IIonValue NewNullList();

    IIonValue NewEmptyList();

    IIonValue NewNullSexp();

    IIonValue NewEmptySexp();

    IIonValue NewNullString();

    IIonValue NewString(string value);

    IIonValue NewNullStruct();

    IIonValue NewEmptyStruct();

    IIonValue NewNullSymbol();

    IIonValue NewSymbol(SymbolToken symbolToken);

    IIonValue NewSymbol(string text);

    IIonValue NewNullTimestamp();

    IIonValue NewTimestamp(Timestamp val);
}
