namespace Qldb.Tool.Ledgers;

/// <summary>The folder that ledgers live in unless told otherwise.</summary>
internal static class DataFolder
{
    /// <summary>Under the platform's folder for a user's application data.</summary>
    public static string Default =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "qldb");
}
