namespace Amazon.IonDotnet;

/// <summary>A value is in a container already. Nothing throws it: a value may be in many containers.</summary>
public class ContainedValueException : IonException
{
    public ContainedValueException() : base("The value is in a container already")
    {
    }
}
