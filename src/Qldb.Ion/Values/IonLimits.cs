namespace Qldb.Ion;

/// <summary>
/// What this library accepts at most. Ion itself knows no limits; a library that reads other people's bytes needs some. Beyond them
/// reading throws <see cref="IonFormatException"/>, and writing <see cref="InvalidOperationException"/>.
/// </summary>
public static class IonLimits
{
    /// <summary>Containers within containers, annotations not counted: 128.</summary>
    public const int MaxDepth = 128;

    /// <summary>Bytes of the magnitude of an int, of the coefficient of a decimal, or of the fraction of a timestamp: 8192.</summary>
    public const int MaxNumberBytes = 8192;

    /// <summary>Decimal digits of one number in Ion text: 19,729, the most that <see cref="MaxNumberBytes"/> can hold.</summary>
    public const int MaxNumberDigits = 19_729;

    /// <summary>The largest size of one document, or of one binary stream, in bytes: 1 GiB. Anything larger is read value by value.</summary>
    public const int MaxStreamBytes = 1 << 30;

    /// <summary>Bytes that the ids of the annotations of one value may take: 1 MiB.</summary>
    public const int MaxAnnotationBytes = 1 << 20;

    /// <summary>Symbols that a local symbol table may declare: 1,048,576. Imported ones take no memory and are not counted.</summary>
    public const int MaxLocalSymbols = 1 << 20;

    /// <summary>Shared symbol tables that one local symbol table may import: 1024.</summary>
    public const int MaxImports = 1024;
}
