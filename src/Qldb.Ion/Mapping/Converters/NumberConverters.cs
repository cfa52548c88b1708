using System.Numerics;

namespace Qldb.Ion;

internal sealed class IntegerConverter<T> : BuiltInConverter<T>
    where T : IBinaryInteger<T>
{
    public override void Write(IIonWriter writer, T value)
    {
        var wide = long.CreateSaturating(value);
        if (T.CreateTruncating(wide) == value)
            writer.WriteInt(wide);
        else
            writer.WriteInt(BigInteger.CreateChecked(value));
    }

    internal override T Read(in BinarySource source, int offset, in ValueHeader header)
    {
        try
        {
            if (header.Type == IonType.Int)
            {
                return Scalars.TryReadInt64(source.Data, header, out var small)
                    ? T.CreateChecked(small)
                    : T.CreateChecked(Scalars.ReadBigInteger(source.Data, header));
            }

            // 5. and 5.0 are what arithmetic may make of 5.
            if (header.Type == IonType.Decimal && Scalars.ReadDecimal(source.Data, header.Body, header.End) is var number
                && number.TryToDecimal(out var whole) && decimal.IsInteger(whole) && number.CompareTo(whole) == 0)
                return T.CreateChecked(whole);
        }
        catch (OverflowException e)
        {
            throw new IonMappingException($"{source.ElementAt(offset)} does not fit {TypeName.Of(typeof(T))}", e);
        }

        throw Mismatch(source, offset);
    }
}

internal sealed class FloatConverter<T> : BuiltInConverter<T>
    where T : IFloatingPointIeee754<T>
{
    public override void Write(IIonWriter writer, T value) => writer.WriteFloat(double.CreateChecked(value));

    internal override T Read(in BinarySource source, int offset, in ValueHeader header) => header.Type switch
    {
        IonType.Float => T.CreateTruncating(Scalars.ReadDouble(source.Data, header)),
        IonType.Int => Scalars.TryReadInt64(source.Data, header, out var small)
            ? T.CreateTruncating(small)
            : T.CreateTruncating((double)Scalars.ReadBigInteger(source.Data, header)),
        IonType.Decimal => T.CreateTruncating(Scalars.ReadDecimal(source.Data, header.Body, header.End).ToDouble()),
        _ => throw Mismatch(source, offset),
    };
}

internal sealed class DecimalConverter : BuiltInConverter<decimal>
{
    public override void Write(IIonWriter writer, decimal value)
    {
        if (writer is IonBinaryWriter binary)
            binary.WriteDecimal(value);
        else
            writer.WriteDecimal(value);
    }

    internal override decimal Read(in BinarySource source, int offset, in ValueHeader header)
    {
        try
        {
            return header.Type switch
            {
                IonType.Decimal => Scalars.TryReadNetDecimal(source.Data, header, out var plain)
                    ? plain
                    : Scalars.ReadDecimal(source.Data, header.Body, header.End).ToDecimal(),
                IonType.Int => Scalars.TryReadInt64(source.Data, header, out var small) ? small : (decimal)Scalars.ReadBigInteger(source.Data, header),
                IonType.Float => (decimal)Scalars.ReadDouble(source.Data, header),
                _ => throw Mismatch(source, offset),
            };
        }
        catch (OverflowException e)
        {
            throw new IonMappingException($"{source.ElementAt(offset)} does not fit Decimal", e);
        }
    }
}

internal sealed class IonDecimalConverter : BuiltInConverter<IonDecimal>
{
    public override void Write(IIonWriter writer, IonDecimal value) => writer.WriteDecimal(value);

    internal override IonDecimal Read(in BinarySource source, int offset, in ValueHeader header) => header.Type switch
    {
        IonType.Decimal => Scalars.ReadDecimal(source.Data, header.Body, header.End),
        IonType.Int => new IonDecimal(Scalars.ReadBigInteger(source.Data, header), 0),
        _ => throw Mismatch(source, offset),
    };
}
