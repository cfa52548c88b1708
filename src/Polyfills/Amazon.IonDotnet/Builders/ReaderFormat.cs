namespace Amazon.IonDotnet.Builders;

/// <summary>The encoding of a document.</summary>
public enum ReaderFormat
{
    Detect = 0,
    Binary = 1,
    Text = 2,
}
