using System.Text;

namespace Qldb.Tool.Shell.Editing;

/// <summary>The lines typed before, in this run and in earlier ones. They are a convenience: a file that cannot be read or written costs them and nothing else.</summary>
internal sealed class LineHistory
{
    private const int LinesMax = 1000;

    private readonly string? _file;
    private readonly List<string> _lines;
    private int _position;

    /// <param name="file">Where lines are kept; null for this run only.</param>
    public LineHistory(string? file)
    {
        _file = file;
        _lines = [.. Load(file)];
        _position = _lines.Count;
    }

    /// <summary>The line before the one shown; null at the first.</summary>
    public string? Older() => _position > 0 ? _lines[--_position] : null;

    /// <summary>The line after the one shown; empty behind the last.</summary>
    public string Newer() => _position + 1 < _lines.Count ? _lines[++_position] : Leave();

    /// <summary>Keeps a line, unless it is empty or the same as the last one.</summary>
    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
            Append(line);
        }

        Leave();
    }

    private string Leave()
    {
        _position = _lines.Count;
        return "";
    }

    private static IEnumerable<string> Load(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? File.ReadAllLines(file, Encoding.UTF8).TakeLast(LinesMax) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void Append(string line)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // Statements hold data.
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(_file, new UTF8Encoding(false), options))
            {
                writer.Write(line + "\n");
            }

            if (_lines.Count > 2 * LinesMax)
            {
                _lines.RemoveRange(0, _lines.Count - LinesMax);
                File.WriteAllLines(_file, _lines);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Kept in memory for this run.
        }
    }
}
