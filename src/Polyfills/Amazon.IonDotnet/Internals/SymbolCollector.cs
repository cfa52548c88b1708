using Amazon.IonDotnet.Tree;

namespace Amazon.IonDotnet.Internals;

/// <summary>Puts the symbols of a tree into a table, in document order.</summary>
internal static class SymbolCollector
{
    public static void Collect(IIonValue value, LocalSymbolTable table)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var annotation in value.GetTypeAnnotationSymbols())
            Add(annotation, table);
        if (value.IsNull)
            return;
        if (value.Type() == IonType.Symbol)
            Add(value.SymbolValue, table);
        else if (value.Type() == IonType.Struct)
            CollectFields(value, table);
        else if (value.Type().IsContainer())
            CollectElements(value, table);
    }

    private static void CollectFields(IIonValue value, LocalSymbolTable table)
    {
        foreach (var (name, field) in TreeWriter.Fields(value))
        {
            Add(name, table);
            Collect(field, table);
        }
    }

    private static void CollectElements(IIonValue value, LocalSymbolTable table)
    {
        foreach (var element in value)
            Collect(element, table);
    }

    private static void Add(SymbolToken symbol, LocalSymbolTable table)
    {
        if (symbol.Text is not null)
            table.Intern(symbol.Text);
    }
}
