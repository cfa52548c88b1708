namespace Amazon.IonDotnet;

/// <summary>The types of the Ion data model. <see cref="None"/> means that there is no value; a <see cref="Datagram"/> is a stream of values.</summary>
public enum IonType : short
{
    None = -1,
    Null = 0,
    Bool = 1,
    Int = 2,
    Float = 4,
    Decimal = 5,
    Timestamp = 6,
    Symbol = 7,
    String = 8,
    Clob = 9,
    Blob = 10,
    List = 11,
    Sexp = 12,
    Struct = 13,
    Datagram = 14,
}
