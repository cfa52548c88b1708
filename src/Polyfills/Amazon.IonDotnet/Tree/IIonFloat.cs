namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a float.</summary>
public interface IIonFloat
{
    double DoubleValue { get; }
}
