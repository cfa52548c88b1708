using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Qldb.Ion;

/// <summary>
/// Lays a value out in the form that is hashed. Scalars, lists and annotations are laid out one after another; each field of a struct is
/// laid out, hashed and replaced by its hash, and the hashes of a struct are sorted. Fields are hashed from the innermost outwards, all of
/// one height together, of one value or of many, because short messages that do not depend on each other are hashed side by side.
/// </summary>
internal sealed class HashSerializer
{
    private const int KeptBytes = 1 << 20;

    // Messages of more blocks gain nothing from company.
    private const int MaxLaneBlocks = 16;

    [ThreadStatic]
    private static HashSerializer? _cached;

    private readonly StructFields _fields = new();
    private readonly HashBatch?[] _batches = new HashBatch?[MaxLaneBlocks + 1];
    private byte[] _bytes = new byte[4096];
    private int _length;
    private Digest[] _digests = new Digest[64];
    private int _nextStruct;

    /// <summary>Values to hash in one go.</summary>
    internal interface IValues
    {
        int Count { get; }

        ReadOnlySpan<byte> DataOf(int index);

        int StartOf(int index);

        SymbolTable SymbolsOf(int index);
    }

    public bool IsLarge => _bytes.Length > KeptBytes || _fields.IsLarge;

    public static void Hash(ReadOnlySpan<byte> data, int start, SymbolTable symbols, Span<byte> destination)
    {
        if (destination.Length < IonHash.Size)
            throw new ArgumentException($"A hash needs {IonHash.Size} bytes, there are {destination.Length}", nameof(destination));
        var serializer = _cached ?? new HashSerializer();
        _cached = null;
        ((ReadOnlySpan<byte>)serializer.Hash(new OneValue(data, start, symbols))[0].AsSpan()).CopyTo(destination);
        if (!serializer.IsLarge)
            _cached = serializer;
    }

    /// <summary>The hashes of the values, in order; valid until the next call.</summary>
    public Span<Digest> Hash<TValues>(TValues values)
        where TValues : IValues, allows ref struct
    {
        _fields.Clear();
        for (var i = 0; i < values.Count; i++)
            _fields.Add(i, values.DataOf(i), values.StartOf(i));
        foreach (var batch in _batches)
            batch?.Clear();
        var slots = _fields.FieldCount + values.Count;
        if (_digests.Length < slots)
            _digests = new Digest[Math.Max(slots, _digests.Length * 2)];
        HashFields(values);
        _nextStruct = 0;
        for (var i = 0; i < values.Count; i++)
        {
            // The structs of one value come right before those of the next.
            _length = 0;
            var data = values.DataOf(i);
            Append(data, values.StartOf(i), data.Length, values.SymbolsOf(i));
            HashMessage(_fields.FieldCount + i);
        }

        Flush();
        return _digests.AsSpan(_fields.FieldCount, values.Count);
    }

    private void HashFields<TValues>(TValues values)
        where TValues : IValues, allows ref struct
    {
        for (var height = 0; height < _fields.HeightCount; height++)
        {
            // The fields of one value follow each other.
            var value = -1;
            var data = ReadOnlySpan<byte>.Empty;
            var symbols = SymbolTable.System;
            for (var fields = _fields.OfHeight(height); fields.MoveNext();)
            {
                ref readonly var field = ref fields.Current;
                if (field.Value != value)
                {
                    value = field.Value;
                    data = values.DataOf(value);
                    symbols = values.SymbolsOf(value);
                }

                _length = 0;
                _nextStruct = field.FirstStruct;
                AppendSymbol(field.NameId, symbols, field.ValueOffset);
                Append(data, field.ValueOffset, field.Limit, symbols);
                HashMessage(fields.Slot);
            }

            Flush();
        }
    }

    /// <summary>Hashes what is laid out, now or together with others.</summary>
    private void HashMessage(int slot)
    {
        var blocks = Sha256Lanes.BlocksOf(_length);
        if (blocks > MaxLaneBlocks)
            Sha256Lanes.HashOne(_bytes.AsSpan(0, _length), _digests[slot].AsSpan());
        else
            (_batches[blocks] ??= new HashBatch(blocks)).Add(_bytes.AsSpan(0, _length), slot, _digests);
    }

    private void Flush()
    {
        foreach (var batch in _batches)
            batch?.Flush(_digests);
    }

    private void Append(ReadOnlySpan<byte> data, int offset, int limit, SymbolTable symbols)
    {
        var header = ValueHeader.Read(data, offset, limit);
        if (!header.IsAnnotated)
        {
            AppendValue(data, header, symbols);
            return;
        }

        AppendMarkers(HashMarkers.Begin, HashMarkers.Annotated);
        offset = header.Body;
        var value = (int)VarInts.ReadUInt(data, ref offset, header.End);
        for (value += offset; offset < value;)
            AppendSymbol(VarInts.ReadUInt(data, ref offset, value), symbols, offset);
        AppendValue(data, ValueHeader.Read(data, value, header.End), symbols);
        AppendMarker(HashMarkers.End);
    }

    private void AppendValue(ReadOnlySpan<byte> data, in ValueHeader header, SymbolTable symbols)
    {
        var qualifier = (byte)(header.Descriptor & 0xF0);
        if (header.IsNull || header.Code == 1)
        {
            AppendMarkers(HashMarkers.Begin, header.Descriptor);
            AppendMarker(HashMarkers.End);
            return;
        }

        switch (header.Code)
        {
            case 7:
                AppendSymbol(Scalars.ReadSymbolId(data, header), symbols, header.Body);
                return;
            case 11 or 12:
                AppendMarkers(HashMarkers.Begin, qualifier);
                AppendElements(data, header, symbols);
                break;
            case 13:
                AppendMarkers(HashMarkers.Begin, qualifier);
                AppendFieldHashes();
                break;
            default:
                AppendScalar(data, header, qualifier);
                break;
        }

        AppendMarker(HashMarkers.End);
    }

    private void AppendScalar(ReadOnlySpan<byte> data, in ValueHeader header, byte qualifier)
    {
        var body = data[header.Body..header.End];
        if (header.Code is 2 or 3)
            body = body.TrimStart((byte)0);
        AppendMarkers(HashMarkers.Begin, qualifier);
        if (header.Code is < 4 or > 6 || CanonicalForm.IsShortBody(data, header))
            AppendEscaped(body);
        else
            AppendCanonical(data, header);
    }

    /// <summary>Numbers whose binary form may vary are brought into the one form that is hashed.</summary>
    private void AppendCanonical(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        switch (header.Code)
        {
            case 4:
                Span<byte> bits = stackalloc byte[9];
                var value = Scalars.ReadDouble(data, header);
                if (value != 0 || double.IsNegative(value))
                    AppendEscaped(ScalarEncoding.WriteLongFloat(bits, value));
                break;
            case 5:
                AppendDecimal(data, header);
                break;
            case 6:
                var timestamp = Scalars.ReadTimestamp(data, header.Body, header.End);
                Span<byte> room = stackalloc byte[64];
                if (ScalarEncoding.TimestampBound(timestamp) > room.Length)
                    room = new byte[ScalarEncoding.TimestampBound(timestamp)];
                AppendEscaped(room[..ScalarEncoding.WriteTimestampBody(room, timestamp)]);
                break;
        }
    }

    private void AppendDecimal(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        var value = Scalars.ReadDecimal(data, header.Body, header.End);
        Span<byte> room = stackalloc byte[64];
        if (ScalarEncoding.DecimalBound(value) > room.Length)
            room = new byte[ScalarEncoding.DecimalBound(value)];
        AppendEscaped(room[..ScalarEncoding.WriteDecimalBody(room, value)]);
    }

    private void AppendElements(ReadOnlySpan<byte> data, in ValueHeader list, SymbolTable symbols)
    {
        for (var offset = list.Body; offset < list.End;)
        {
            var element = ValueHeader.Read(data, offset, list.End);
            if (!element.IsPadding)
                Append(data, offset, list.End, symbols);
            offset = element.End;
        }
    }

    [SkipLocalsInit]
    private void AppendFieldHashes()
    {
        ref var structure = ref _fields.StructAt(_nextStruct);
        _nextStruct = structure.End;
        var digests = _digests.AsSpan(structure.FirstSlot, structure.FieldCount);
        Span<ulong> order = stackalloc ulong[DigestOrder.Few];
        if (digests.Length <= order.Length && DigestOrder.TryOrder(digests, order))
        {
            foreach (var place in order[..digests.Length])
                AppendDigest(ref digests[(byte)place]);
            return;
        }

        DigestOrder.Sort(digests);
        foreach (ref var digest in digests)
            AppendDigest(ref digest);
    }

    /// <summary>Two digests of three have no byte to escape.</summary>
    private void AppendDigest(ref Digest digest)
    {
        var bytes = Vector256.Create<byte>(digest.AsSpan());
        if (Marked(bytes) != Vector256<byte>.Zero)
        {
            AppendEscaped(digest.AsSpan());
            return;
        }

        Reserve(Vector256<byte>.Count);
        bytes.CopyTo(_bytes, _length);
        _length += Vector256<byte>.Count;
    }

    private void AppendSymbol(long id, SymbolTable symbols, int offset)
    {
        var form = symbols.HashFormOf(id, offset);
        Reserve(form.Length);
        form.CopyTo(_bytes.AsSpan(_length));
        _length += form.Length;
    }

    private void AppendEscaped(ReadOnlySpan<byte> bytes)
    {
        // Room for the last vector, too, which may reach beyond the text.
        Reserve(bytes.Length * 2 + Vector256<byte>.Count);
        while (true)
        {
            bytes.CopyTo(_bytes.AsSpan(_length));
            var plain = CountPlain(bytes.Length);
            _length += plain;
            if (plain == bytes.Length)
                return;
            _bytes[_length++] = HashMarkers.Escape;
            _bytes[_length++] = bytes[plain];
            bytes = bytes[(plain + 1)..];
        }
    }

    /// <summary>How many of the bytes that lie at the end of the message need no escape before the first that does.</summary>
    private int CountPlain(int count)
    {
        ref var first = ref _bytes[_length];
        for (var i = 0; i < count; i += Vector256<byte>.Count)
        {
            var marked = Marked(Vector256.LoadUnsafe(ref first, (nuint)i));
            if (marked != Vector256<byte>.Zero)
                return Math.Min(i + BitOperations.TrailingZeroCount(marked.ExtractMostSignificantBits()), count);
        }

        return count;
    }

    private static Vector256<byte> Marked(Vector256<byte> bytes) =>
        Vector256.Equals(bytes, Vector256.Create(HashMarkers.Begin)) | Vector256.Equals(bytes, Vector256.Create(HashMarkers.Escape))
        | Vector256.Equals(bytes, Vector256.Create(HashMarkers.End));

    private void AppendMarkers(byte first, byte second)
    {
        Reserve(2);
        _bytes[_length++] = first;
        _bytes[_length++] = second;
    }

    private void AppendMarker(byte marker)
    {
        Reserve(1);
        _bytes[_length++] = marker;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count)
            return;
        var size = Math.Max((long)_length + count, _bytes.Length * 2L);
        Array.Resize(ref _bytes, (int)Math.Min(size, Array.MaxLength));
    }

    private readonly ref struct OneValue(ReadOnlySpan<byte> data, int start, SymbolTable symbols) : IValues
    {
        private readonly ReadOnlySpan<byte> _data = data;

        public int Count => 1;

        public ReadOnlySpan<byte> DataOf(int index) => _data;

        public int StartOf(int index) => start;

        public SymbolTable SymbolsOf(int index) => symbols;
    }
}
