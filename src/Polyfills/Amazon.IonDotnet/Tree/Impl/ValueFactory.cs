using System.Numerics;

namespace Amazon.IonDotnet.Tree.Impl;

/// <summary>Makes nodes. It has no state: one serves all threads.</summary>
public class ValueFactory : IValueFactory
{
    public IIonValue NewNull() => new NullNode();

    public IIonValue NewNullBlob() => new BlobNode(null);

    public IIonValue NewBlob(ReadOnlySpan<byte> bytes) => new BlobNode(bytes.ToArray());

    public IIonValue NewNullBool() => new BoolNode(null);

    public IIonValue NewBool(bool value) => new BoolNode(value);

    public IIonValue NewNullClob() => new ClobNode(null);

    public IIonValue NewClob(ReadOnlySpan<byte> bytes) => new ClobNode(bytes.ToArray());

    public IIonValue NewNullDecimal() => new DecimalNode(null);

    public IIonValue NewDecimal(double doubleValue) => NewDecimal(Convert.ToDecimal(doubleValue));

    public IIonValue NewDecimal(decimal value) => NewDecimal(new BigDecimal(value));

    public IIonValue NewDecimal(BigDecimal bigDecimal) => new DecimalNode(bigDecimal);

    public IIonValue NewNullFloat() => new FloatNode(null);

    public IIonValue NewFloat(double value) => new FloatNode(value);

    public IIonValue NewNullInt() => new IntNode(null);

    public IIonValue NewInt(long value) => new IntNode(value);

    public IIonValue NewInt(BigInteger value) => new IntNode(value);

    public IIonValue NewNullList() => new SequenceNode(IonType.List, isNull: true);

    public IIonValue NewEmptyList() => new SequenceNode(IonType.List);

    public IIonValue NewNullSexp() => new SequenceNode(IonType.Sexp, isNull: true);

    public IIonValue NewEmptySexp() => new SequenceNode(IonType.Sexp);

    public IIonValue NewNullString() => new StringNode(null);

    public IIonValue NewString(string value) => new StringNode(value);

    public IIonValue NewNullStruct() => new StructNode(isNull: true);

    public IIonValue NewEmptyStruct() => new StructNode();

    public IIonValue NewNullSymbol() => new SymbolNode(null);

    public IIonValue NewSymbol(SymbolToken symbolToken) => new SymbolNode(symbolToken == SymbolToken.None ? null : symbolToken);

    public IIonValue NewSymbol(string text) => new SymbolNode(text is null ? null : new SymbolToken(text, SymbolToken.UnknownSid));

    public IIonValue NewNullTimestamp() => new TimestampNode(null);

    public IIonValue NewTimestamp(Timestamp val) => new TimestampNode(val.ToIon());
}
