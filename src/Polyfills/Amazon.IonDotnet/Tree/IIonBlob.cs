namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a blob.</summary>
public interface IIonBlob : IIonLob;
