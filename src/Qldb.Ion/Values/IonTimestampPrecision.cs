namespace Qldb.Ion;

/// <summary>The finest component that a timestamp has. Digits after the second are counted apart.</summary>
public enum IonTimestampPrecision : byte
{
    /// <summary><c>2007T</c></summary>
    Year = 1,

    /// <summary><c>2007-02T</c></summary>
    Month = 2,

    /// <summary><c>2007-02-23</c></summary>
    Day = 3,

    /// <summary><c>2007-02-23T12:14Z</c></summary>
    Minute = 4,

    /// <summary><c>2007-02-23T12:14:33Z</c>, with or without a fraction.</summary>
    Second = 5,
}
