namespace Amazon.IonDotnet;

/// <summary>A symbol: its text where known, and its number in a symbol table where it has one.</summary>
public readonly struct SymbolToken : IEquatable<SymbolToken>
{
    public const int UnknownSid = -1;

    public static readonly SymbolToken None = default;
    public static readonly SymbolToken[] EmptyArray = [];

    public readonly string Text;
    public readonly ImportLocation ImportLocation;

    // One more than the sid, so that the default token has the unknown sid.
    private readonly int _sidPlusOne;

    public SymbolToken(string text, int sid, ImportLocation importLocation = default)
    {
        Text = text;
        _sidPlusOne = sid + 1;
        ImportLocation = importLocation;
    }

    public int Sid => _sidPlusOne - 1;

    public static bool operator ==(SymbolToken x, SymbolToken y) => x.Equals(y);

    public static bool operator !=(SymbolToken x, SymbolToken y) => !x.Equals(y);

    public bool Equals(SymbolToken other) => Text == other.Text && Sid == other.Sid && ImportLocation == other.ImportLocation;

    public override bool Equals(object obj) => obj is SymbolToken other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Text, Sid, ImportLocation);

    /// <summary>Equality of the data model: by text where it is known, else by the place of the import.</summary>
    public bool IsEquivalentTo(SymbolToken other) =>
        Text is null ? other.Text is null && ImportLocation == other.ImportLocation : Text == other.Text;

    public override string ToString() => $"SymbolToken::{{text:{Text}, id:{Sid}, importLocation:{ImportLocation}}}";
}
