namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a datagram: a stream of top-level values.</summary>
public interface IIonDatagram : IIonSequence;
