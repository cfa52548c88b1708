using Amazon.IonDotnet.Tree;
using Amazon.IonDotnet.Tree.Impl;
using Qldb.Ion;

namespace Amazon.IonDotnet.Internals;

/// <summary>Makes the tree of an element. Elements are nested <see cref="IonLimits.MaxDepth"/> deep at most, and so is the recursion.</summary>
internal static class TreeBuilder
{
    public static IIonValue Build(IonElement element)
    {
        var node = element.IsNull ? BuildNull(element.Type) : BuildContent(element);
        if (element.HasAnnotations)
        {
            foreach (var annotation in element.GetAnnotations())
                node.AddTypeAnnotation(Symbol(annotation));
        }

        return node;
    }

    private static IonNode BuildNull(Qldb.Ion.IonType type) => type switch
    {
        Qldb.Ion.IonType.Null => new NullNode(),
        Qldb.Ion.IonType.Bool => new BoolNode(null),
        Qldb.Ion.IonType.Int => new IntNode(null),
        Qldb.Ion.IonType.Float => new FloatNode(null),
        Qldb.Ion.IonType.Decimal => new DecimalNode(null),
        Qldb.Ion.IonType.Timestamp => new TimestampNode(null),
        Qldb.Ion.IonType.Symbol => new SymbolNode(null),
        Qldb.Ion.IonType.String => new StringNode(null),
        Qldb.Ion.IonType.Clob => new ClobNode(null),
        Qldb.Ion.IonType.Blob => new BlobNode(null),
        Qldb.Ion.IonType.List => new SequenceNode(IonType.List, isNull: true),
        Qldb.Ion.IonType.Sexp => new SequenceNode(IonType.Sexp, isNull: true),
        _ => new StructNode(isNull: true),
    };

    private static IonNode BuildContent(IonElement element) => element.Type switch
    {
        Qldb.Ion.IonType.Bool => new BoolNode(element.GetBoolean()),
        Qldb.Ion.IonType.Int => new IntNode(element.TryGetInt64(out var small) ? small : element.GetBigInteger()),
        Qldb.Ion.IonType.Float => new FloatNode(element.GetDouble()),
        Qldb.Ion.IonType.Decimal => new DecimalNode(new BigDecimal(element.GetDecimal())),
        Qldb.Ion.IonType.Timestamp => new TimestampNode(element.GetTimestamp()),
        Qldb.Ion.IonType.Symbol => new SymbolNode(Symbol(element.GetSymbolText())),
        Qldb.Ion.IonType.String => new StringNode(element.GetString()),
        Qldb.Ion.IonType.Clob => new ClobNode(element.GetLob().ToArray()),
        Qldb.Ion.IonType.Blob => new BlobNode(element.GetLob().ToArray()),
        Qldb.Ion.IonType.List => BuildSequence(IonType.List, element),
        Qldb.Ion.IonType.Sexp => BuildSequence(IonType.Sexp, element),
        _ => BuildStruct(element),
    };

    private static SequenceNode BuildSequence(IonType type, IonElement element)
    {
        var sequence = new SequenceNode(type);
        foreach (var child in element.EnumerateElements())
            sequence.Add(Build(child));
        return sequence;
    }

    private static StructNode BuildStruct(IonElement element)
    {
        var bag = new StructNode();
        foreach (var field in element.EnumerateFields())
            bag.Append(Symbol(field.Name), Build(field.Value));
        return bag;
    }

    private static SymbolToken Symbol(string text) => new(text, text is null ? 0 : SymbolToken.UnknownSid);
}
