namespace Qldb.Tool.Shell.Editing;

/// <summary>A line while it is being typed: its text and where the cursor is. Knows nothing of terminals.</summary>
internal sealed class EditedLine
{
    public string Text { get; private set; } = "";

    /// <summary>How many characters are left of the cursor.</summary>
    public int Cursor { get; private set; }

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string typed)
    {
        Text = Text.Insert(Cursor, typed);
        Cursor += typed.Length;
    }

    public void Left() => Cursor = Before(Cursor);

    public void Right() => Cursor = After(Cursor);

    public void Home() => Cursor = 0;

    public void End() => Cursor = Text.Length;

    public void WordLeft()
    {
        while (Cursor > 0 && !char.IsLetterOrDigit(Text[Cursor - 1]))
        {
            Cursor--;
        }

        while (Cursor > 0 && char.IsLetterOrDigit(Text[Cursor - 1]))
        {
            Cursor--;
        }
    }

    public void WordRight()
    {
        while (Cursor < Text.Length && !char.IsLetterOrDigit(Text[Cursor]))
        {
            Cursor++;
        }

        while (Cursor < Text.Length && char.IsLetterOrDigit(Text[Cursor]))
        {
            Cursor++;
        }
    }

    public void Backspace()
    {
        var from = Before(Cursor);
        Text = Text.Remove(from, Cursor - from);
        Cursor = from;
    }

    public void Delete() => Text = Text.Remove(Cursor, After(Cursor) - Cursor);

    public void DeleteWordLeft()
    {
        var end = Cursor;
        WordLeft();
        Text = Text.Remove(Cursor, end - Cursor);
    }

    public void DeleteToEnd() => Text = Text[..Cursor];

    public void DeleteToHome()
    {
        Text = Text[Cursor..];
        Cursor = 0;
    }

    // A character beyond the basic plane is two of .NET's, and one key.
    private int Before(int position) => position - (position > 1 && char.IsSurrogatePair(Text[position - 2], Text[position - 1]) ? 2 : position > 0 ? 1 : 0);

    private int After(int position) => position + (position + 1 < Text.Length && char.IsSurrogatePair(Text[position], Text[position + 1]) ? 2 : position < Text.Length ? 1 : 0);
}
