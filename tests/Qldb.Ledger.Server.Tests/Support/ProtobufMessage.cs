using System.Buffers.Binary;
using System.Text;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>A protobuf message without its schema: fields by number, read as what the caller knows them to be.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly List<(int Number, ulong Scalar, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        while (!bytes.IsEmpty)
        {
            var key = ReadVarint(ref bytes);
            var number = (int)(key >> 3);
            switch ((int)(key & 7))
            {
                case Varint: _fields.Add((number, ReadVarint(ref bytes), default)); break;
                case Fixed64: _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default)); break;
                case Fixed32: _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default)); break;
                case Delimited: _fields.Add((number, 0, Take(ref bytes, (int)ReadVarint(ref bytes)))); break;
                case var type: throw new InvalidDataException($"Field {number} is of wire type {type}.");
            }
        }
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The messages at the end of a path of field numbers, through repeated fields.</summary>
    public IEnumerable<ProtobufMessage> Messages(params int[] path)
        => path is [var first, .. var rest] ? Blobs(first).SelectMany(bytes => new ProtobufMessage(bytes).Messages(rest)) : [this];

    public string Text(int number) => Encoding.UTF8.GetString(Blobs(number).Single().Span);

    public string Hex(int number) => Convert.ToHexStringLower(Blobs(number).Single().Span);

    public ulong Scalar(int number) => _fields.Single(field => field.Number == number).Scalar;

    /// <summary>A list of OTLP's KeyValue messages (key = 1, value = 2) as text; values that are strings (string_value = 1) or numbers (int_value = 3).</summary>
    public Dictionary<string, string> Attributes(int number) => Messages(number).ToDictionary(
        pair => pair.Text(1),
        pair => pair.Messages(2).Single() is var value && value.Blobs(1).Any() ? value.Text(1) : $"{value.Scalar(3)}");

    private IEnumerable<ReadOnlyMemory<byte>> Blobs(int number) => _fields.Where(field => field.Number == number).Select(field => field.Bytes);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
