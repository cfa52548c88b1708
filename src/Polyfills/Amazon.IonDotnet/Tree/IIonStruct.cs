namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a struct. Fields may repeat; their order has no meaning.</summary>
public interface IIonStruct : IIonContainer
{
    bool ContainsField(string fieldName);

    /// <summary>The first field of that name; null where there is none.</summary>
    IIonValue GetField(string fieldName);

    /// <summary>Puts one field in the place of all fields of that name.</summary>
    void SetField(string fieldName, IIonValue value);

    bool RemoveField(string fieldName);
}
