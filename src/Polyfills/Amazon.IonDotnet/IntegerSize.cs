namespace Amazon.IonDotnet;

/// <summary>The smallest .NET type that an Ion int fits into.</summary>
public enum IntegerSize
{
    Unknown = -1,
    Int = 0,
    Long = 1,
    BigInteger = 2,
}
