namespace Amazon.IonDotnet.Internals;

/// <summary>Copies from any reader to any writer, through the public interfaces of both.</summary>
internal static class ReaderCopy
{
    public static void WriteValues(IIonReader reader, IIonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(reader);
        while (reader.MoveNext() != IonType.None)
            WriteValue(reader, writer);
    }

    public static void WriteValue(IIonReader reader, IIonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(reader);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (reader.CurrentType == IonType.None)
            throw new InvalidOperationException("The reader is on no value");
        if (writer.IsInStruct && reader.IsInStruct)
            writer.SetFieldNameSymbol(reader.GetFieldNameSymbol());
        foreach (var annotation in reader.GetTypeAnnotationSymbols())
            writer.AddTypeAnnotationSymbol(annotation);
        if (reader.CurrentIsNull)
            writer.WriteNull(reader.CurrentType);
        else if (reader.CurrentType.IsContainer())
            WriteContainer(reader, writer);
        else
            WriteScalar(reader, writer);
    }

    private static void WriteContainer(IIonReader reader, IIonWriter writer)
    {
        writer.StepIn(reader.CurrentType);
        reader.StepIn();
        WriteValues(reader, writer);
        reader.StepOut();
        writer.StepOut();
    }

    private static void WriteScalar(IIonReader reader, IIonWriter writer)
    {
        switch (reader.CurrentType)
        {
            case IonType.Bool:
                writer.WriteBool(reader.BoolValue());
                break;
            case IonType.Int when reader.GetIntegerSize() == IntegerSize.BigInteger:
                writer.WriteInt(reader.BigIntegerValue());
                break;
            case IonType.Int:
                writer.WriteInt(reader.LongValue());
                break;
            case IonType.Float:
                writer.WriteFloat(reader.DoubleValue());
                break;
            case IonType.Decimal:
                writer.WriteDecimal(reader.DecimalValue());
                break;
            case IonType.Timestamp:
                writer.WriteTimestamp(reader.TimestampValue());
                break;
            case IonType.Symbol:
                writer.WriteSymbolToken(reader.SymbolValue());
                break;
            case IonType.String:
                writer.WriteString(reader.StringValue());
                break;
            case IonType.Clob:
                writer.WriteClob(reader.NewByteArray());
                break;
            default:
                writer.WriteBlob(reader.NewByteArray());
                break;
        }
    }
}
