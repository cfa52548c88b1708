namespace Qldb.Tool.CommandLine;

/// <summary>What standard output holds.</summary>
internal enum OutputFormat
{
    /// <summary>Words for people.</summary>
    Text,

    /// <summary>JSON for programs: one document, or one a line; everything else goes to standard error.</summary>
    Json,
}
