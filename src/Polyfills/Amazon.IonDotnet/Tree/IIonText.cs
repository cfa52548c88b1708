namespace Amazon.IonDotnet.Tree;

/// <summary>What strings and symbols have in common.</summary>
public interface IIonText
{
    string StringValue { get; }
}
