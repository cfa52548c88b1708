namespace Qldb.Ion;

/// <summary>A field name that is written often. Its number lets a writer find the symbol again without looking at the text.</summary>
internal sealed class FieldName(string text)
{
    private static int _made = -1;

    public string Text { get; } = text;

    /// <summary>Counts all field names of the process, from 0.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);
}
