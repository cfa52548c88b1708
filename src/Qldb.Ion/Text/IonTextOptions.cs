namespace Qldb.Ion;

/// <summary>The style of Ion text.</summary>
public sealed record IonTextOptions
{
    /// <summary>One line, no more spaces than needed for a comfortable read: <c>{name: "Ada", ages: [1, 2]}</c>.</summary>
    public static IonTextOptions Compact { get; } = new();

    /// <summary>Each child on its own line.</summary>
    public static IonTextOptions Pretty { get; } = new() { IsPretty = true };

    /// <summary>Whether each child of a container has its own line. Default: false.</summary>
    public bool IsPretty { get; init; }

    /// <summary>Spaces for each level when pretty. Default: 2.</summary>
    public int Indentation { get; init; } = 2;
}
