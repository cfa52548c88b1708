using System.Numerics;

namespace Qldb.Ion;

public readonly partial struct IonElement
{
    /// <summary>The value of a bool.</summary>
    /// <returns>True or false.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public bool GetBoolean() => Require(Data, IonType.Bool).Descriptor == 0x11;

    /// <summary>The value of an int, if it fits 64 bits.</summary>
    /// <param name="value">The value, or 0.</param>
    /// <returns>False when the int is larger.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public bool TryGetInt64(out long value)
    {
        var data = Data;
        if (Scalars.TryReadInt64(data, Require(data, IonType.Int), out value))
            return true;
        value = 0;
        return false;
    }

    /// <summary>The value of an int that fits 64 bits.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    /// <exception cref="OverflowException">The int is larger.</exception>
    public long GetInt64() => TryGetInt64(out var value)
        ? value
        : throw new OverflowException($"The int {ToString()} does not fit 64 bits");

    /// <summary>The value of an int of any size.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public BigInteger GetBigInteger()
    {
        var data = Data;
        var header = Require(data, IonType.Int);
        return Scalars.TryReadInt64(data, header, out var small) ? small : Scalars.ReadBigInteger(data, header);
    }

    /// <summary>The value of a float.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public double GetDouble() => Scalars.ReadDouble(Data, Require(Data, IonType.Float));

    /// <summary>The value of a decimal.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public IonDecimal GetDecimal()
    {
        var data = Data;
        var header = Require(data, IonType.Decimal);
        return Scalars.ReadDecimal(data, header.Body, header.End);
    }

    /// <summary>The value of a timestamp.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public IonTimestamp GetTimestamp()
    {
        var data = Data;
        var header = Require(data, IonType.Timestamp);
        return Scalars.ReadTimestamp(data, header.Body, header.End);
    }

    /// <summary>The text of a string or a symbol.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null, or a symbol of unknown text.</exception>
    public string GetString()
    {
        if (Type == IonType.Symbol)
            return GetSymbolText() ?? throw new InvalidOperationException($"The text of the symbol {ToString()} is unknown");
        return Scalars.ReadText(GetUtf8());
    }

    /// <summary>The text of a symbol.</summary>
    /// <returns>The text; null where it is unknown, as for <c>$0</c>.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public string? GetSymbolText() => Symbols.TextOf(Scalars.ReadSymbolId(Data, Require(Data, IonType.Symbol)));

    /// <summary>The bytes of a string, without a copy.</summary>
    /// <returns>Valid UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public ReadOnlySpan<byte> GetUtf8()
    {
        var data = Data;
        var header = Require(data, IonType.String);
        return data[header.Body..header.End];
    }

    /// <summary>The bytes of a blob or a clob, without a copy.</summary>
    /// <returns>The bytes.</returns>
    /// <exception cref="InvalidOperationException">The element is of another type, or null.</exception>
    public ReadOnlySpan<byte> GetLob()
    {
        var data = Data;
        var header = Require(data, Type == IonType.Clob ? IonType.Clob : IonType.Blob);
        return data[header.Body..header.End];
    }

    private ValueHeader Require(ReadOnlySpan<byte> data, IonType type)
    {
        var header = HeaderIn(data);
        if (header.Type != type || header.IsNull)
            throw new InvalidOperationException($"The element is {Describe(header)}, not {NameOf(type)}");
        return header;
    }

    internal static string Describe(in ValueHeader header) => header.IsNull ? $"null.{NameOf(header.Type)}" : NameOf(header.Type);

    internal static string NameOf(IonType type) => type.ToString().ToLowerInvariant();
}
