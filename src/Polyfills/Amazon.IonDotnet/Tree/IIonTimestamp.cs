namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a timestamp.</summary>
public interface IIonTimestamp
{
    Timestamp TimestampValue { get; }
}
