namespace Amazon.IonDotnet.Utils;

/// <summary>A catalog that tables can be added to.</summary>
public interface IMutableCatalog : ICatalog
{
    void PutTable(ISymbolTable sharedTable);
}
