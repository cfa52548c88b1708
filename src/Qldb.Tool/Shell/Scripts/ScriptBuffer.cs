using Qldb.PartiQL;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Shell.Scripts;

/// <summary>Text that arrives in pieces, taken out statement by statement. Holds no more than the statement that is not complete yet.</summary>
internal sealed class ScriptBuffer(string source)
{
    private const string Explain = @"\explain";

    // The longest statement that QLDB takes, and room for the comments around it.
    private const int PendingMax = 200_000;

    private string _pending = "";
    private ScriptPlace _place = new(source, 1, 1);

    /// <summary>Whether something has begun that is not complete.</summary>
    public bool IsInsideStatement => StatementScanner.Next(_pending, 0) is { Length: > 0 };

    public void Append(string text) => _pending += text;

    /// <summary>Forgets what is not complete.</summary>
    public void Clear() => _pending = "";

    /// <summary>Takes the next item out.</summary>
    /// <param name="isEnd">Whether what has no semicolon is complete all the same, for no more text comes.</param>
    /// <returns>The item; null where more text is needed.</returns>
    /// <exception cref="ToolException">The statement is longer than any can be.</exception>
    public ScriptItem? Take(bool isEnd)
    {
        while (true)
        {
            var found = StatementScanner.Next(_pending, 0);
            if (found.Start < _pending.Length && _pending[found.Start] == '\\')
            {
                return IsExplain(found.Start) ? TakeExplain(found.Start, isEnd) : TakeCommand(found.Start, isEnd);
            }

            if (!found.IsComplete && !(isEnd && found.Length > 0))
            {
                Settle(found, isEnd);
                return null;
            }

            if (found.Length == 0)
            {
                Drop(found.End);
                continue;
            }

            return TakeStatement(ScriptItemKind.Statement, found);
        }
    }

    private ScriptItem TakeStatement(ScriptItemKind kind, ScannedStatement found)
    {
        var item = new ScriptItem(kind, _pending.Substring(found.Start, found.Length), _place.After(_pending.AsSpan(0, found.Start)));
        Drop(found.End);
        return item;
    }

    private bool IsExplain(int start) =>
        _pending.AsSpan(start).StartsWith(Explain, StringComparison.Ordinal) && (_pending.Length == start + Explain.Length || char.IsWhiteSpace(_pending[start + Explain.Length]));

    private ScriptItem? TakeExplain(int start, bool isEnd)
    {
        var found = StatementScanner.Next(_pending, start + Explain.Length);
        if (!found.IsComplete && !isEnd)
        {
            return null;
        }

        if (found.Length > 0)
        {
            return TakeStatement(ScriptItemKind.Explain, found);
        }

        var nothing = new ScriptItem(ScriptItemKind.Explain, "", _place.After(_pending.AsSpan(0, start)));
        Drop(found.End);
        return nothing;
    }

    private ScriptItem? TakeCommand(int start, bool isEnd)
    {
        var end = _pending.AsSpan(start).IndexOfAny(';', '\n') is >= 0 and var length ? start + length + 1 : -1;
        if (end < 0 && !isEnd)
        {
            return null;
        }

        end = end < 0 ? _pending.Length : end;
        var item = new ScriptItem(ScriptItemKind.Command, _pending[start..end].TrimEnd(';', ' ', '\t', '\r', '\n'), _place.After(_pending.AsSpan(0, start)));
        Drop(end);
        return item;
    }

    /// <summary>Nothing to take: what can never belong to a statement is forgotten, and what grows for ever is refused.</summary>
    private void Settle(ScannedStatement found, bool isEnd)
    {
        // At the end of a line neither a comment nor anything else is half read.
        if (found.Length == 0 && (isEnd || _pending.EndsWith('\n')))
        {
            Drop(_pending.Length);
        }
        else if (_pending.Length > PendingMax)
        {
            var (length, place) = (_pending.Length, _place.After(_pending.AsSpan(0, found.Start)));
            _pending = "";
            throw new ToolException($"{place}: no statement is that long ({length:N0} characters). Is a semicolon, a quote or the end of a comment missing?");
        }
    }

    private void Drop(int length)
    {
        _place = _place.After(_pending.AsSpan(0, length));
        _pending = _pending[length..];
    }
}
