namespace Amazon.IonDotnet;

/// <summary>The content of a null was asked for.</summary>
public class NullValueException : IonException
{
    public NullValueException() : base("The value is null")
    {
    }
}
