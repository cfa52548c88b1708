namespace Amazon.IonDotnet;

/// <summary>Something is wrong with Ion data, or with the way it is read or written.</summary>
public class IonException : Exception
{
    public IonException(Exception inner) : base(inner.Message, inner)
    {
    }

    public IonException(string message) : base(message)
    {
    }

    public IonException(string message, Exception inner) : base(message, inner)
    {
    }
}
