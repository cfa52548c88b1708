using System.Numerics;
using System.Text.Unicode;

namespace Qldb.Ion;

public ref partial struct IonBinaryReader
{
    /// <summary>The type of the current value; a typed null has its type.</summary>
    /// <exception cref="InvalidOperationException">There is no current value.</exception>
    public readonly IonType Type => _hasValue ? _value.Type : throw NoValue();

    /// <summary>Whether the current value is <c>null</c> or a typed null.</summary>
    /// <exception cref="InvalidOperationException">There is no current value.</exception>
    public readonly bool IsNull => _hasValue ? _value.IsNull : throw NoValue();

    /// <summary>The field name of the current value; null where its text is unknown.</summary>
    /// <exception cref="InvalidOperationException">There is no current value, or it is in no struct.</exception>
    public readonly string? FieldName => _topLevel.Symbols.TextOf(FieldId);

    /// <summary>The symbol id of the field name of the current value, in the symbol table of the stream.</summary>
    /// <exception cref="InvalidOperationException">There is no current value, or it is in no struct.</exception>
    public readonly long FieldId =>
        _hasValue && IsInStruct ? _fieldId : throw new InvalidOperationException("Only a value in a struct has a field name");

    /// <summary>Whether annotations precede the current value.</summary>
    /// <exception cref="InvalidOperationException">There is no current value.</exception>
    public readonly bool HasAnnotations => _hasValue ? _data[_start] >= 0xE0 : throw NoValue();

    /// <summary>The texts of the annotations of the current value, in order; null stands for a symbol of unknown text.</summary>
    /// <returns>A new list; empty when there are none.</returns>
    public readonly IReadOnlyList<string?> GetAnnotations()
    {
        if (!HasAnnotations)
            return [];
        var texts = new List<string?>();
        var offset = ValueHeader.Read(_data, _start, _limit).Body;
        var end = (int)VarInts.ReadUInt(_data, ref offset, _limit);
        for (end += offset; offset < end;)
            texts.Add(_topLevel.Symbols.TextOf(VarInts.ReadUInt(_data, ref offset, end)));
        return texts;
    }

    /// <summary>The value of a bool.</summary>
    /// <returns>True or false.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly bool GetBoolean() => Require(IonType.Bool).Descriptor == 0x11;

    /// <summary>The value of an int, if it fits 64 bits.</summary>
    /// <param name="value">The value, or 0.</param>
    /// <returns>False when the int is larger.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly bool TryGetInt64(out long value)
    {
        if (Scalars.TryReadInt64(_data, Require(IonType.Int), out value))
            return true;
        value = 0;
        return false;
    }

    /// <summary>The value of an int of any size.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly BigInteger GetBigInteger() => Scalars.ReadBigInteger(_data, Require(IonType.Int));

    /// <summary>The value of a float.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly double GetDouble() => Scalars.ReadDouble(_data, Require(IonType.Float));

    /// <summary>The value of a decimal.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly IonDecimal GetDecimal()
    {
        var header = Require(IonType.Decimal);
        return Scalars.ReadDecimal(_data, header.Body, header.End);
    }

    /// <summary>The value of a timestamp.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly IonTimestamp GetTimestamp()
    {
        var header = Require(IonType.Timestamp);
        return Scalars.ReadTimestamp(_data, header.Body, header.End);
    }

    /// <summary>The text of a symbol.</summary>
    /// <returns>The text; null where it is unknown, as for <c>$0</c>.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly string? GetSymbolText()
    {
        var header = Require(IonType.Symbol);
        var id = Scalars.ReadSymbolId(_data, header);
        BinaryValidator.CheckSymbol(id, _topLevel.Symbols, header.Body);
        return _topLevel.Symbols.TextOf(id);
    }

    /// <summary>The text of a string or a symbol.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null, or a symbol of unknown text.</exception>
    public readonly string GetString() => Type == IonType.Symbol
        ? GetSymbolText() ?? throw new InvalidOperationException("The text of the symbol is unknown")
        : Scalars.ReadText(GetUtf8());

    /// <summary>The bytes of a string, without a copy.</summary>
    /// <returns>Valid UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly ReadOnlySpan<byte> GetUtf8()
    {
        var header = Require(IonType.String);
        var utf8 = _data[header.Body..header.End];
        return Utf8.IsValid(utf8) ? utf8 : throw new IonFormatException("A string is not valid UTF-8", header.Body);
    }

    /// <summary>The bytes of a blob or a clob, without a copy.</summary>
    /// <returns>The bytes.</returns>
    /// <exception cref="InvalidOperationException">The current value is of another type, or null.</exception>
    public readonly ReadOnlySpan<byte> GetLob()
    {
        var header = Require(Type == IonType.Clob ? IonType.Clob : IonType.Blob);
        return _data[header.Body..header.End];
    }

    private readonly ValueHeader Require(IonType type)
    {
        if (!_hasValue)
            throw NoValue();
        if (_value.Type != type || _value.IsNull)
            throw new InvalidOperationException($"The value is {IonElement.Describe(_value)}, not {IonElement.NameOf(type)}");
        return _value;
    }
}
