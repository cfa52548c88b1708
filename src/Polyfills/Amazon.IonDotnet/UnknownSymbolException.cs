namespace Amazon.IonDotnet;

/// <summary>The text of a symbol is needed and not known.</summary>
public class UnknownSymbolException : IonException
{
    public readonly int Sid;

    public UnknownSymbolException(int sid) : base($"The text of symbol ${sid} is not known")
    {
        Sid = sid;
    }
}
