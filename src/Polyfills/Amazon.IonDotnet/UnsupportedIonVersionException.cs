namespace Amazon.IonDotnet;

/// <summary>The data are in a version of Ion other than 1.0.</summary>
public class UnsupportedIonVersionException : IonException
{
    public readonly string Version;

    public UnsupportedIonVersionException(string version) : base($"Ion version {version} is not supported")
    {
        Version = version;
    }
}
