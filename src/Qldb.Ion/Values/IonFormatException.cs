namespace Qldb.Ion;

/// <summary>Bytes or text that are not Ion 1.0, or that exceed <see cref="IonLimits"/>. The message says where.</summary>
public sealed class IonFormatException : FormatException
{
    /// <summary>An error without a place.</summary>
    /// <param name="message">What is wrong.</param>
    public IonFormatException(string message) : base(message)
    {
    }

    /// <summary>An error in Ion binary.</summary>
    /// <param name="message">What is wrong, without the place.</param>
    /// <param name="offset">Bytes from the start of the stream.</param>
    public IonFormatException(string message, long offset) : base($"{message} (at byte {offset})")
    {
        Offset = offset;
    }

    /// <summary>An error in Ion text.</summary>
    /// <param name="message">What is wrong, without the place.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The UTF-16 unit within the line, from 1.</param>
    public IonFormatException(string message, int line, int column) : base($"{message} (line {line}, column {column})")
    {
        Line = line;
        Column = column;
    }

    /// <summary>The offset in bytes where Ion binary went wrong; null for text.</summary>
    public long? Offset { get; }

    /// <summary>The line, from 1, where Ion text went wrong; null for binary.</summary>
    public int? Line { get; }

    /// <summary>The column, from 1 in UTF-16 units, where Ion text went wrong; null for binary.</summary>
    public int? Column { get; }
}
