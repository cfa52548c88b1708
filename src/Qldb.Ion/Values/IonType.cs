namespace Qldb.Ion;

/// <summary>The thirteen types of the Ion 1.0 data model. A typed null has its type: <c>null.int</c> is <see cref="Int"/>.</summary>
public enum IonType : byte
{
    /// <summary>The untyped null, <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>An integer of any size.</summary>
    Int,

    /// <summary>A binary floating point number, IEEE 754 double precision.</summary>
    Float,

    /// <summary>A decimal number of any size, whose precision is part of the value.</summary>
    Decimal,

    /// <summary>A moment in time with its own precision and offset.</summary>
    Timestamp,

    /// <summary>An interned identifier.</summary>
    Symbol,

    /// <summary>Unicode text.</summary>
    String,

    /// <summary>Text in an unnamed encoding: bytes that are shown as ASCII.</summary>
    Clob,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>An ordered sequence, <c>[a, b]</c>.</summary>
    List,

    /// <summary>An ordered sequence, <c>(a b)</c>.</summary>
    Sexp,

    /// <summary>An unordered bag of named fields; names may repeat.</summary>
    Struct,
}
