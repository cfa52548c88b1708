using System.Numerics;
using Qldb.Ion;

namespace Qldb.PartiQL.Values;

internal readonly partial struct Value
{
    /// <summary>The bytes that a value itself takes, wherever its content is.</summary>
    public const int Overhead = 64;

    /// <summary>How many computed containers are nested in this one, itself included; 0 for anything else.</summary>
    public int Depth => IsComputedContainer ? Shape.OfBits(bits).Depth : 0;

    /// <summary>About how many bytes the value takes.</summary>
    public long Footprint => !element.IsUndefined
        ? Overhead + (element.IsWholeStream ? element.AsBinary().Length : element.EncodedLength)
        : IsComputedContainer ? Shape.OfBits(bits).Footprint
        : content switch
        {
            null => Overhead,
            string text => Overhead + (sizeof(char) * text.Length),
            BigInteger number => Overhead + number.GetByteCount(),
            _ => 2 * Overhead,
        };

    private bool IsComputedContainer => content is Value[] or ValueField[];

    /// <summary>The same value, holding on to nothing but itself: a field of a document otherwise keeps the whole document.</summary>
    public Value Alone() => content switch
    {
        _ when !element.IsUndefined => element.IsWholeStream ? this : new Value(Kind, IonElement.Parse(element.ToBinary())),
        Value[] items => new Value(Kind, Array.ConvertAll(items, static item => item.Alone()), Shape.OfBits(bits)),
        ValueField[] fields => new Value(
            Kind, Array.ConvertAll(fields, static field => new ValueField(field.Name, field.Value.Alone())), Shape.OfBits(bits)),
        _ => this,
    };

    /// <summary>How many elements a collection has, or fields a struct.</summary>
    public int Count => !element.IsUndefined
        ? element.GetCount()
        : Kind == ValueKind.Struct ? ((ValueField[])content!).Length : ((Value[])content!).Length;

    /// <summary>The elements of a list, sexp or bag.</summary>
    public IEnumerable<Value> Elements => element.IsUndefined ? (Value[])content! : ElementsOf(element);

    /// <summary>The fields of a struct.</summary>
    public IEnumerable<ValueField> Fields => element.IsUndefined ? (ValueField[])content! : FieldsOf(element);

    /// <summary>The first field of that name, or MISSING; anything but a struct has no fields.</summary>
    public Value Field(string name)
    {
        if (Kind != ValueKind.Struct)
        {
            return Missing;
        }

        if (!element.IsUndefined)
        {
            return element.TryGetField(name, out var found) ? Of(found) : Missing;
        }

        foreach (ref readonly var field in ((ValueField[])content!).AsSpan())
        {
            if (field.Name == name)
            {
                return field.Value;
            }
        }

        return Missing;
    }

    /// <summary>The element at a position, from 0, or MISSING; bags and everything that is no list have no positions.</summary>
    public Value ElementAt(long index)
    {
        if (Kind is not (ValueKind.List or ValueKind.Sexp) || index < 0)
        {
            return Missing;
        }

        if (element.IsUndefined)
        {
            var items = (Value[])content!;
            return index < items.Length ? items[index] : Missing;
        }

        foreach (var item in element.EnumerateElements())
        {
            if (index-- == 0)
            {
                return Of(item);
            }
        }

        return Missing;
    }

    /// <summary>What <c>value[key]</c> is: a position for an int, a field for text, else MISSING.</summary>
    public Value At(in Value key) => key.Kind switch
    {
        ValueKind.Integer => key.TryGetInt64(out var index) ? ElementAt(index) : Missing,
        ValueKind.String or ValueKind.Symbol => Field(key.Text),
        _ => Missing,
    };

    /// <summary>The value as a self-contained element. MISSING, which Ion lacks, becomes null, and a bag becomes a list.</summary>
    public IonElement ToElement()
    {
        if (!element.IsUndefined)
        {
            return element;
        }

        using var writer = new IonBinaryWriter(initialCapacity: 256);
        try
        {
            WriteTo(writer);
            return IonElement.Parse(writer.ToArray());
        }
        catch (Exception exception) when (exception is InvalidOperationException or IonFormatException)
        {
            throw new PartiQLException(
                PartiQLStage.Limit, $"Limit Error: the result is no Ion value within the limits: {exception.Message}", innerException: exception);
        }
    }

    public void WriteTo(IIonWriter writer)
    {
        if (!element.IsUndefined)
        {
            writer.WriteElement(element);
            return;
        }

        switch (Kind)
        {
            case ValueKind.Boolean:
                writer.WriteBool(Boolean);
                break;
            case ValueKind.Integer when content is BigInteger large:
                writer.WriteInt(large);
                break;
            case ValueKind.Integer:
                writer.WriteInt(bits);
                break;
            case ValueKind.Float:
                writer.WriteFloat(Float);
                break;
            case ValueKind.Decimal:
                writer.WriteDecimal(Decimal);
                break;
            case ValueKind.Timestamp:
                writer.WriteTimestamp(Timestamp);
                break;
            case ValueKind.String:
                writer.WriteString(Text);
                break;
            case ValueKind.Symbol:
                writer.WriteSymbol(Text);
                break;
            case ValueKind.List or ValueKind.Bag:
                WriteItems(writer, IonType.List);
                break;
            case ValueKind.Sexp:
                WriteItems(writer, IonType.Sexp);
                break;
            case ValueKind.Struct:
                WriteFields(writer);
                break;
            default:
                writer.WriteNull();
                break;
        }
    }

    private void WriteItems(IIonWriter writer, IonType type)
    {
        writer.StepIn(type);
        foreach (ref readonly var item in ((Value[])content!).AsSpan())
        {
            item.WriteTo(writer);
        }

        writer.StepOut();
    }

    private void WriteFields(IIonWriter writer)
    {
        writer.StepIn(IonType.Struct);
        foreach (ref readonly var field in ((ValueField[])content!).AsSpan())
        {
            if (!field.Value.IsMissing)
            {
                writer.WriteFieldName(field.Name);
                field.Value.WriteTo(writer);
            }
        }

        writer.StepOut();
    }

    private static IEnumerable<Value> ElementsOf(IonElement element)
    {
        foreach (var item in element.EnumerateElements())
        {
            yield return Of(item);
        }
    }

    private static IEnumerable<ValueField> FieldsOf(IonElement element)
    {
        foreach (var field in element.EnumerateFields())
        {
            yield return new ValueField(field.Name, Of(field.Value));
        }
    }
}
