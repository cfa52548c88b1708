namespace Amazon.IonDotnet.Tree;

/// <summary>
/// A node of a tree of Ion values. Every node has the members of every type: those of another type than its own throw an
/// <see cref="InvalidOperationException"/>, and those of a null a <see cref="NullValueException"/>.
/// </summary>
public interface IIonValue : IIonNull, IIonBool, IIonInt, IIonFloat, IIonDecimal, IIonTimestamp, IIonSymbol,
    IIonString, IIonClob, IIonBlob, IIonList, IIonSexp, IIonStruct, IIonDatagram
{
    /// <summary>The name under which the value is a field of a struct.</summary>
    SymbolToken FieldNameSymbol { get; set; }

    bool IsNull { get; }

    bool IsReadOnly { get; }

    void AddTypeAnnotation(string annotation);

    void AddTypeAnnotation(SymbolToken annotation);

    void ClearAnnotations();

    IReadOnlyCollection<SymbolToken> GetTypeAnnotationSymbols();

    bool HasAnnotation(string text);

    /// <summary>Equality of the Ion data model: the order of fields has no meaning, annotations and precision have.</summary>
    bool IsEquivalentTo(IIonValue value);

    void MakeNull();

    /// <summary>Forbids further edits of this node; its children stay as they are.</summary>
    void MakeReadOnly();

    string ToPrettyString();

    IonType Type();

    void WriteTo(IIonWriter writer);
}
