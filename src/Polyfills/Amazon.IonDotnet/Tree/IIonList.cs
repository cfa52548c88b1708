namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a list.</summary>
public interface IIonList : IIonSequence;
