namespace Qldb.Tool.Shell.Editing;

/// <summary>Reads lines at a terminal, with the keys that one expects and earlier lines on arrow up. A line longer than the terminal is wide scrolls sideways.</summary>
internal sealed class LineEditor(LineHistory history, bool canMoveCursor)
{
    private readonly EditedLine _line = new();

    /// <summary>The editor for standard input and output; plain where they cannot move a cursor.</summary>
    public static LineEditor ForThisTerminal()
    {
        var canMoveCursor = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        var file = Environment.GetEnvironmentVariable("QLDB_HISTORY") ?? Path.Combine(Ledgers.DataFolder.Default, "shell_history");
        return new LineEditor(new LineHistory(file.Length > 0 ? file : null), canMoveCursor);
    }

    public (LineOutcome Outcome, string Line) ReadLine(string prompt)
    {
        if (!canMoveCursor)
        {
            Console.Write(prompt);
            return Console.ReadLine() is { } line ? (LineOutcome.Line, line) : (LineOutcome.End, "");
        }

        var outcome = EditLine(prompt);

        // Only now, as whoever sees the line end may count on it that Ctrl+C ends what the line began.
        Console.WriteLine(outcome == LineOutcome.Interrupted ? "^C" : "");
        if (outcome == LineOutcome.Line)
        {
            history.Add(_line.Text);
        }

        return (outcome, _line.Text);
    }

    /// <summary>While a line is edited, Ctrl+C is a key; as a signal it would leave the line as it is.</summary>
    private LineOutcome EditLine(string prompt)
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return ReadKeys(prompt);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private LineOutcome ReadKeys(string prompt)
    {
        _line.Set("");
        Draw(prompt);
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (End(key) is { } outcome)
            {
                return outcome;
            }

            Edit(key);
            Draw(prompt);
        }
    }

    private LineOutcome? End(ConsoleKeyInfo key) => key switch
    {
        { Key: ConsoleKey.Enter } or { KeyChar: '\n' or '\r' } => LineOutcome.Line,
        { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } => LineOutcome.Interrupted,
        { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Text.Length == 0 => LineOutcome.End,
        _ => null,
    };

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.LeftArrow, Modifiers: ConsoleModifiers.Control }: _line.WordLeft(); break;
            case { Key: ConsoleKey.RightArrow, Modifiers: ConsoleModifiers.Control }: _line.WordRight(); break;
            case { Key: ConsoleKey.LeftArrow } or { Key: ConsoleKey.B, Modifiers: ConsoleModifiers.Control }: _line.Left(); break;
            case { Key: ConsoleKey.RightArrow } or { Key: ConsoleKey.F, Modifiers: ConsoleModifiers.Control }: _line.Right(); break;
            case { Key: ConsoleKey.Home } or { Key: ConsoleKey.A, Modifiers: ConsoleModifiers.Control }: _line.Home(); break;
            case { Key: ConsoleKey.End } or { Key: ConsoleKey.E, Modifiers: ConsoleModifiers.Control }: _line.End(); break;
            case { Key: ConsoleKey.UpArrow } or { Key: ConsoleKey.P, Modifiers: ConsoleModifiers.Control }: _line.Set(history.Older() ?? _line.Text); break;
            case { Key: ConsoleKey.DownArrow } or { Key: ConsoleKey.N, Modifiers: ConsoleModifiers.Control }: _line.Set(history.Newer()); break;
            case { Key: ConsoleKey.W, Modifiers: ConsoleModifiers.Control }: _line.DeleteWordLeft(); break;
            case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }: _line.DeleteToHome(); break;
            case { Key: ConsoleKey.K, Modifiers: ConsoleModifiers.Control }: _line.DeleteToEnd(); break;
            case { Key: ConsoleKey.L, Modifiers: ConsoleModifiers.Control }: Console.Clear(); break;
            case { Key: ConsoleKey.Backspace } or { KeyChar: '\x7f' }: _line.Backspace(); break;
            case { Key: ConsoleKey.Delete } or { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control }: _line.Delete(); break;
            case { Key: ConsoleKey.Tab }: _line.Insert("  "); break;
            case { KeyChar: var typed } when !char.IsControl(typed): _line.Insert(typed.ToString()); break;
        }
    }

    /// <summary>Writes the line anew, in one piece: carriage return, text, erase to the end of the line, cursor to its place.</summary>
    private void Draw(string prompt)
    {
        var room = Math.Max(Console.WindowWidth - prompt.Length - 1, 1);
        var from = Math.Max(_line.Cursor - room, 0);
        var shown = _line.Text.AsSpan(from, Math.Min(room, _line.Text.Length - from));
        Console.Write($"\r{prompt}{shown}\x1b[K\r\x1b[{prompt.Length + _line.Cursor - from}C");
    }
}
