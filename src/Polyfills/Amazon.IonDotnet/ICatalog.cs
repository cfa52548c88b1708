namespace Amazon.IonDotnet;

/// <summary>A place to look for shared symbol tables.</summary>
public interface ICatalog
{
    ISymbolTable GetTable(string name);

    ISymbolTable GetTable(string name, int version);
}
