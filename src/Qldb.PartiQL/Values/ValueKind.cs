namespace Qldb.PartiQL.Values;

/// <summary>PartiQL's kinds of value. The two unknown ones come first, and a null of any Ion type is <see cref="Null"/>.</summary>
internal enum ValueKind : byte
{
    Missing,
    Null,
    Boolean,
    Integer,
    Decimal,
    Float,
    Timestamp,
    Symbol,
    String,
    Blob,
    Clob,
    List,
    Sexp,
    Bag,
    Struct,
}
