namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a symbol.</summary>
public interface IIonSymbol : IIonText
{
    SymbolToken SymbolValue { get; }
}
