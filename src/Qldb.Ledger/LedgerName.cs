namespace Qldb.Ledger;

/// <summary>The rule for ledger names.</summary>
public static class LedgerName
{
    /// <summary>The longest name: 32 characters.</summary>
    public const int LengthMax = 32;

    /// <summary>Tells whether a name is a ledger name: 1 to 32 letters (A-Z, a-z), digits and hyphens, not only digits, no hyphen first, last or beside another.</summary>
    public static bool IsValid(string? name)
        => name is { Length: > 0 and <= LengthMax }
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && !name.All(char.IsAsciiDigit)
            && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);

    /// <summary>Refuses a name that is not a ledger name.</summary>
    /// <exception cref="ArgumentException">The name breaks the rule; the message quotes both.</exception>
    public static void ThrowIfInvalid(string? name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException(
                $"'{name}' is not a ledger name: 1 to {LengthMax} letters, digits and single inner hyphens, not only digits.", nameof(name));
        }
    }
}
