using System.Security.Cryptography;
using System.Text;
using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>Ion hash in the plain way of the official libraries: over a tree of values, with one call of SHA-256 for each field and for each value.</summary>
internal static class TreeHash
{
    private const byte Begin = 0x0B;
    private const byte Escape = 0x0C;
    private const byte End = 0x0E;

    public static byte[] Of(IIonValue value)
    {
        using var form = new MemoryStream();
        Write(value, form);
        return SHA256.HashData(form.ToArray());
    }

    private static void Write(IIonValue value, MemoryStream form)
    {
        form.WriteByte(Begin);
        switch (value.Type())
        {
            case var _ when value.IsNull:
                form.WriteByte(Encode(value)[0]);
                break;
            case IonType.Bool:
                form.WriteByte(value.BoolValue ? (byte)0x11 : (byte)0x10);
                break;
            case IonType.Symbol:
                form.WriteByte(0x70);
                WriteEscaped(Encoding.UTF8.GetBytes(value.SymbolValue.Text), form);
                break;
            case IonType.List:
                form.WriteByte(0xB0);
                foreach (var element in value)
                {
                    Write(element, form);
                }

                break;
            case IonType.Struct:
                form.WriteByte(0xD0);
                WriteFields(value, form);
                break;
            default:
                var encoded = Encode(value);
                form.WriteByte((byte)(encoded[0] & 0xF0));
                WriteEscaped(Body(encoded), form);
                break;
        }

        form.WriteByte(End);
    }

    private static void WriteFields(IIonValue value, MemoryStream form)
    {
        var hashes = new List<byte[]>();
        foreach (var field in value)
        {
            using var fieldForm = new MemoryStream();
            fieldForm.Write([Begin, 0x70]);
            WriteEscaped(Encoding.UTF8.GetBytes(field.FieldNameSymbol.Text), fieldForm);
            fieldForm.WriteByte(End);
            Write(field, fieldForm);
            hashes.Add(SHA256.HashData(fieldForm.ToArray()));
        }

        hashes.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));
        hashes.ForEach(hash => WriteEscaped(hash, form));
    }

    private static void WriteEscaped(ReadOnlySpan<byte> bytes, MemoryStream form)
    {
        foreach (var b in bytes)
        {
            if (b is Begin or Escape or End)
            {
                form.WriteByte(Escape);
            }

            form.WriteByte(b);
        }
    }

    /// <summary>A scalar as the library's binary writer has it, without the version marker.</summary>
    private static byte[] Encode(IIonValue value)
    {
        using var stream = new MemoryStream();
        using var writer = IonBinaryWriterBuilder.Build(stream);
        value.WriteTo(writer);
        writer.Finish();
        return stream.ToArray()[4..];
    }

    private static ReadOnlySpan<byte> Body(byte[] encoded)
    {
        var start = 1;
        if ((encoded[0] & 15) == 14)
        {
            while (encoded[start++] < 0x80)
            {
            }
        }

        return encoded.AsSpan(start);
    }
}
