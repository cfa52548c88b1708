namespace Amazon.IonDotnet.Internals.Text;

/// <summary>Ion text has something in it that no token begins with.</summary>
public class InvalidTokenException : IonException
{
    public InvalidTokenException(string message) : base(message)
    {
    }

    public InvalidTokenException(int token) : base($"Invalid token {(char)token}")
    {
    }
}
