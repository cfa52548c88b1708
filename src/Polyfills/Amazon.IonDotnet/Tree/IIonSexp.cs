namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a sexp.</summary>
public interface IIonSexp : IIonSequence;
