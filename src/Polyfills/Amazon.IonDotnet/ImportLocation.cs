namespace Amazon.IonDotnet;

/// <summary>The place of a symbol in an imported symbol table.</summary>
public readonly struct ImportLocation
{
    public const string UnknownImportName = null;

    public static readonly ImportLocation None = default;

    public readonly string ImportName;

    public ImportLocation(string importName, int sid)
    {
        ImportName = importName;
        Sid = sid;
    }

    public int Sid { get; }

    public static bool operator ==(ImportLocation x, ImportLocation y) => x.Equals(y);

    public static bool operator !=(ImportLocation x, ImportLocation y) => !x.Equals(y);

    public bool Equals(ImportLocation other) => ImportName == other.ImportName && Sid == other.Sid;

    public override bool Equals(object obj) => obj is ImportLocation other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(ImportName, Sid);

    public override string ToString() => $"ImportLocation::{{importName:{ImportName}, id:{Sid}}}";
}
