namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a string.</summary>
public interface IIonString : IIonText;
