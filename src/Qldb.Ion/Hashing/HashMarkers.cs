namespace Qldb.Ion;

/// <summary>The bytes that give an Ion hash its shape.</summary>
internal static class HashMarkers
{
    public const byte Begin = 0x0B;
    public const byte Escape = 0x0C;
    public const byte End = 0x0E;
    public const byte Symbol = 0x70;
    public const byte UnknownSymbol = 0x71;
    public const byte String = 0x80;
    public const byte Struct = 0xD0;
    public const byte Annotated = 0xE0;
}
