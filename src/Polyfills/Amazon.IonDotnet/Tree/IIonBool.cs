namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a bool.</summary>
public interface IIonBool
{
    bool BoolValue { get; }
}
