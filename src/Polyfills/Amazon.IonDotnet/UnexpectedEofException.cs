namespace Amazon.IonDotnet;

/// <summary>The data end within a value.</summary>
public class UnexpectedEofException : IonException
{
    public UnexpectedEofException() : base("The data end within a value")
    {
    }

    public UnexpectedEofException(long position) : base($"The data end within a value, at position {position}")
    {
    }
}
