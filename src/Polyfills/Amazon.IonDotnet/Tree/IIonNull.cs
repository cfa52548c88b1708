namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of an untyped null.</summary>
public interface IIonNull;
