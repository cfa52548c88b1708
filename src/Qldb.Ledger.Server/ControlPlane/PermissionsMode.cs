namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>The two words that QLDB has for a ledger's permissions. This server keeps the word and answers it; who may do what is said by its access keys.</summary>
internal static class PermissionsMode
{
    public const string AllowAll = "ALLOW_ALL";
    public const string Standard = "STANDARD";

    public static bool IsValid(string? mode) => mode is AllowAll or Standard;
}
