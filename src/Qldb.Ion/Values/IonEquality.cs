using System.Runtime.InteropServices;

namespace Qldb.Ion;

/// <summary>Equality of values as Ion's data model defines it, and a hash code that agrees with it.</summary>
internal static class IonEquality
{
    public static bool AreEqual(in IonElement left, in IonElement right)
    {
        if (left.IsUndefined || right.IsUndefined)
            return left.IsUndefined && right.IsUndefined;
        var a = left.Header;
        var b = right.Header;
        if (a.Type != b.Type || a.IsNull != b.IsNull || !HaveEqualAnnotations(left, right))
            return false;
        return a.IsNull || a.Type switch
        {
            IonType.Bool => a.Descriptor == b.Descriptor,
            IonType.Int => a.Code == b.Code && Trim(left, a).SequenceEqual(Trim(right, b)),
            IonType.Float => AreSame(left.GetDouble(), right.GetDouble()),
            IonType.Decimal => Bytes(left, a).SequenceEqual(Bytes(right, b)) || left.GetDecimal() == right.GetDecimal(),
            IonType.Timestamp => Bytes(left, a).SequenceEqual(Bytes(right, b)) || left.GetTimestamp() == right.GetTimestamp(),
            IonType.Symbol => AreSameSymbols(
                left.Symbols, Scalars.ReadSymbolId(left.Data, a), right.Symbols, Scalars.ReadSymbolId(right.Data, b)),
            IonType.Struct => HaveEqualFields(left, right),
            IonType.List or IonType.Sexp => HaveEqualElements(left, right),
            _ => Bytes(left, a).SequenceEqual(Bytes(right, b)),
        };
    }

    public static int HashOf(in IonElement value)
    {
        if (value.IsUndefined)
            return 0;
        var header = value.Header;
        var hash = new HashCode();
        hash.Add(header.Type);
        if (value.HasAnnotations)
        {
            foreach (var id in value.AnnotationIds())
                hash.Add(value.Symbols.TextOf(id));
        }

        if (!header.IsNull)
            AddBody(ref hash, value, header);
        return hash.ToHashCode();
    }

    private static void AddBody(ref HashCode hash, in IonElement value, in ValueHeader header)
    {
        switch (header.Type)
        {
            case IonType.Bool:
                hash.Add(header.Descriptor);
                break;
            case IonType.Int:
                hash.Add(header.Code);
                hash.AddBytes(Trim(value, header));
                break;
            case IonType.Float:
                hash.Add(BitConverter.DoubleToInt64Bits(value.GetDouble() is var d && double.IsNaN(d) ? double.NaN : d));
                break;
            case IonType.Decimal:
                hash.Add(value.GetDecimal());
                break;
            case IonType.Timestamp:
                hash.Add(value.GetTimestamp());
                break;
            case IonType.Symbol:
                hash.Add(value.GetSymbolText());
                break;
            case IonType.List or IonType.Sexp:
                foreach (var element in value.EnumerateElements())
                    hash.Add(HashOf(element));
                break;
            case IonType.Struct:
                var sum = 0;
                foreach (var field in value.EnumerateFields())
                    sum += HashCode.Combine(field.Name, HashOf(field.Value));
                hash.Add(sum);
                break;
            default:
                hash.AddBytes(Bytes(value, header));
                break;
        }
    }

    private static ReadOnlySpan<byte> Bytes(in IonElement value, in ValueHeader header) => value.Data[header.Body..header.End];

    private static ReadOnlySpan<byte> Trim(in IonElement value, in ValueHeader header) => Bytes(value, header).TrimStart((byte)0);

    private static bool AreSame(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || double.IsNaN(left) && double.IsNaN(right);

    private static bool AreSameSymbols(SymbolTable left, long leftId, SymbolTable right, long rightId)
    {
        var text = left.TextOf(leftId);
        if (text != right.TextOf(rightId))
            return false;
        if (text is not null)
            return true;
        var (from, other) = (left.ImportOf(leftId), right.ImportOf(rightId));
        return from?.Table == other?.Table && from?.Id == other?.Id;
    }

    private static bool HaveEqualAnnotations(in IonElement left, in IonElement right)
    {
        if (!left.HasAnnotations || !right.HasAnnotations)
            return left.HasAnnotations == right.HasAnnotations;
        var a = left.AnnotationIds();
        var b = right.AnnotationIds();
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (!AreSameSymbols(left.Symbols, a[i], right.Symbols, b[i]))
                return false;
        }

        return true;
    }

    private static bool HaveEqualElements(in IonElement left, in IonElement right)
    {
        var b = right.EnumerateElements();
        foreach (var element in left.EnumerateElements())
        {
            if (!b.MoveNext() || !AreEqual(element, b.Current))
                return false;
        }

        return !b.MoveNext();
    }

    private static bool HaveEqualFields(in IonElement left, in IonElement right)
    {
        var a = left.EnumerateFields();
        var b = right.EnumerateFields();

        // Fields mostly come in the same order; what is left after that is matched without regard to order.
        var common = 0;
        while (true)
        {
            var hasLeft = a.MoveNext();
            if (hasLeft != b.MoveNext())
                return false;
            if (!hasLeft)
                return true;
            if (!AreEqualFields(a.Current, b.Current))
                break;
            common++;
        }

        var rest = left.EnumerateFields().Skip(common).ToList();
        var others = right.EnumerateFields().Skip(common).ToList();
        return rest.Count == others.Count && HaveSameMembers(rest, others);
    }

    private static bool AreEqualFields(in IonElement.Field left, in IonElement.Field right) =>
        AreSameSymbols(left.Value.Symbols, left.NameId, right.Value.Symbols, right.NameId) && AreEqual(left.Value, right.Value);

    // By hash code, so that deep structs are not compared again and again at every level.
    private static bool HaveSameMembers(List<IonElement.Field> rest, List<IonElement.Field> others)
    {
        var counts = new Dictionary<IonElement.Field, int>(new FieldComparer());
        foreach (var field in rest)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, field, out _)++;
        foreach (var field in others)
        {
            if (!counts.TryGetValue(field, out var count) || count == 0)
                return false;
            counts[field] = count - 1;
        }

        return true;
    }

    private sealed class FieldComparer : IEqualityComparer<IonElement.Field>
    {
        public bool Equals(IonElement.Field x, IonElement.Field y) => AreEqualFields(x, y);

        public int GetHashCode(IonElement.Field field) => HashCode.Combine(field.Name, HashOf(field.Value));
    }
}
