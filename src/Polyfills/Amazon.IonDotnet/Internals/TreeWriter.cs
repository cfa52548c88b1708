using Amazon.IonDotnet.Tree;
using Amazon.IonDotnet.Tree.Impl;

namespace Amazon.IonDotnet.Internals;

/// <summary>Writes trees to any writer, through the public interfaces of both.</summary>
internal static class TreeWriter
{
    /// <summary>Writes a value; within a struct under the name that it has, unless another one was set.</summary>
    public static void Write(IIonValue value, IIonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Type() == IonType.Datagram)
        {
            for (var i = 0; i < value.Count; i++)
                WriteValue(value.GetElementAt(i), writer);
            return;
        }

        if (writer.IsInStruct && value.FieldNameSymbol != SymbolToken.None)
            writer.SetFieldNameSymbol(value.FieldNameSymbol);
        WriteValue(value, writer);
    }

    public static void WriteValue(IIonValue value, IIonWriter writer)
    {
        // Trees that hold themselves never end; the writers of this library stop at a depth, other people's need not.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();

        foreach (var annotation in value.GetTypeAnnotationSymbols())
            writer.AddTypeAnnotationSymbol(annotation);
        if (value.IsNull)
            writer.WriteNull(value.Type());
        else if (value.Type().IsContainer())
            WriteContainer(value, writer);
        else
            WriteScalar(value, writer);
    }

    private static void WriteScalar(IIonValue value, IIonWriter writer)
    {
        switch (value.Type())
        {
            case IonType.Bool:
                writer.WriteBool(value.BoolValue);
                break;
            case IonType.Int when value.IntegerSize == IntegerSize.BigInteger:
                writer.WriteInt(value.BigIntegerValue);
                break;
            case IonType.Int:
                writer.WriteInt(value.LongValue);
                break;
            case IonType.Float:
                writer.WriteFloat(value.DoubleValue);
                break;
            case IonType.Decimal:
                writer.WriteDecimal(value.BigDecimalValue);
                break;
            case IonType.Timestamp when value is TimestampNode node && writer is IonWriterAdapter adapter:
                adapter.WriteTimestamp(node.IonValue);
                break;
            case IonType.Timestamp:
                writer.WriteTimestamp(value.TimestampValue);
                break;
            case IonType.Symbol:
                writer.WriteSymbolToken(value.SymbolValue);
                break;
            case IonType.String:
                writer.WriteString(value.StringValue);
                break;
            case IonType.Clob:
                writer.WriteClob(value.Bytes());
                break;
            case IonType.Blob:
                writer.WriteBlob(value.Bytes());
                break;
            default:
                throw new ArgumentException($"A value of type {value.Type()} cannot be written", nameof(value));
        }
    }

    private static void WriteContainer(IIonValue value, IIonWriter writer)
    {
        writer.StepIn(value.Type());
        if (value.Type() == IonType.Struct)
            WriteFields(value, writer);
        else
            WriteElements(value, writer);
        writer.StepOut();
    }

    private static void WriteFields(IIonValue value, IIonWriter writer)
    {
        foreach (var (name, field) in Fields(value))
        {
            writer.SetFieldNameSymbol(name);
            WriteValue(field, writer);
        }
    }

    private static void WriteElements(IIonValue value, IIonWriter writer)
    {
        foreach (var element in value)
            WriteValue(element, writer);
    }

    /// <summary>The fields of a struct. Trees of other people keep the names on the values.</summary>
    public static IReadOnlyList<(SymbolToken Name, IIonValue Value)> Fields(IIonValue value)
    {
        if (value is StructNode bag)
            return bag.Fields;
        var fields = new List<(SymbolToken, IIonValue)>();
        foreach (var field in value)
            fields.Add((field.FieldNameSymbol, field));
        return fields;
    }
}
