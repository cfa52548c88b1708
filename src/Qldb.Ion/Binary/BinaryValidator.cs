using System.Text.Unicode;

namespace Qldb.Ion;

/// <summary>Checks one value to its last byte, so that everything behind it may be read without doubt. Allocates nothing.</summary>
internal static class BinaryValidator
{
    /// <summary>Checks the value at an offset and gives back the offset after it.</summary>
    public static int Validate(ReadOnlySpan<byte> data, int offset, int limit, SymbolTable symbols, int depth = 0)
    {
        var header = ValueHeader.Read(data, offset, limit);
        if (header.IsAnnotated)
        {
            var value = CheckAnnotations(data, header, symbols);
            header = ValueHeader.Read(data, value, header.End);
        }

        ValidateBody(data, offset, header, symbols, depth);
        return header.End;
    }

    /// <summary>Checks a wrapper and gives back the offset of the value in it.</summary>
    public static int CheckAnnotations(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable symbols)
    {
        var offset = wrapper.Body;
        var length = VarInts.ReadUInt(data, ref offset, wrapper.End);
        if (length > IonLimits.MaxAnnotationBytes || offset - wrapper.Body > IonLimits.MaxAnnotationBytes)
            throw new IonFormatException($"The annotations of a value take more than {IonLimits.MaxAnnotationBytes} bytes", wrapper.Body);
        if (length == 0 || length >= wrapper.End - offset)
            throw new IonFormatException("The annotations of a value leave no room for the value, or there are none", wrapper.Body);
        var value = offset + (int)length;
        while (offset < value)
            CheckSymbol(VarInts.ReadUInt(data, ref offset, value), symbols, offset);
        var header = ValueHeader.Read(data, value, wrapper.End);
        if (header.IsAnnotated || header.IsPadding)
            throw new IonFormatException("Annotations must stand before a value, not before other annotations or padding", value);
        if (header.End != wrapper.End)
            throw new IonFormatException("An annotated value ends before its wrapper does", value);
        return value;
    }

    private static void ValidateBody(ReadOnlySpan<byte> data, int offset, in ValueHeader header, SymbolTable symbols, int depth)
    {
        if (header.IsNull)
            return;
        switch (header.Code)
        {
            case 2 or 3:
                CheckInt(data, header);
                break;
            case 5:
                CheckDecimal(data, header);
                break;
            case 6:
                Timestamps.Check(data, header.Body, header.End);
                break;
            case 7:
                CheckSymbol(Scalars.ReadSymbolId(data, header), symbols, header.Body);
                break;
            case 8:
                if (!Utf8.IsValid(data[header.Body..header.End]))
                    throw new IonFormatException("A string is not valid UTF-8", header.Body);
                break;
            case 11 or 12 or 13:
                if (depth == IonLimits.MaxDepth)
                    throw new IonFormatException($"Containers are nested deeper than {IonLimits.MaxDepth}", offset);
                if (header.Code == 13)
                    ValidateFields(data, header, symbols, depth + 1);
                else
                    ValidateElements(data, header, symbols, depth + 1);
                break;
        }
    }

    private static void ValidateElements(ReadOnlySpan<byte> data, in ValueHeader container, SymbolTable symbols, int depth)
    {
        for (var offset = container.Body; offset < container.End;)
            offset = Validate(data, offset, container.End, symbols, depth);
    }

    private static void ValidateFields(ReadOnlySpan<byte> data, in ValueHeader container, SymbolTable symbols, int depth)
    {
        long previous = 0;
        for (var offset = container.Body; offset < container.End;)
        {
            var name = VarInts.ReadUInt(data, ref offset, container.End);
            if (offset == container.End)
                throw new IonFormatException("A struct ends after a field name", offset);
            if (data[offset] >= 15)
                CheckSymbol(name, symbols, offset);
            if (container.IsOrderedStruct && name < previous)
                throw new IonFormatException("The fields of an ordered struct are out of order", offset);
            previous = name;
            offset = Validate(data, offset, container.End, symbols, depth);
        }
    }

    public static void CheckSymbol(long id, SymbolTable symbols, int offset)
    {
        if (id > symbols.MaxId)
            throw NoSymbol(id, symbols, offset);
    }

    private static IonFormatException NoSymbol(long id, SymbolTable symbols, int offset) =>
        new($"Symbol ${id} is not in the symbol table, which ends at ${symbols.MaxId}", offset);

    private static void CheckInt(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        Scalars.CheckNumberLength(header.Length, header.Body);
        if (header.Code == 3 && !data[header.Body..header.End].ContainsAnyExcept((byte)0))
            throw new IonFormatException("Zero must not be negative", header.Body);
    }

    private static void CheckDecimal(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        if (header.Length == 0)
            return;
        var offset = header.Body;
        var exponent = VarInts.ReadInt(data, ref offset, header.End, out _);
        if (exponent is < int.MinValue or > int.MaxValue)
            throw new IonFormatException($"The exponent {exponent} is beyond 32 bits", header.Body);
        Scalars.CheckNumberLength(header.End - offset, offset);
    }
}
