using System.Text;

namespace Amazon.IonDotnet.Internals;

/// <summary>Puts a separator of the caller's choice in the place of line feeds. Within Ion strings they are escaped, and not met here.</summary>
internal sealed class LineBreaker(TextWriter output, string separator) : TextWriter(output.FormatProvider)
{
    public override Encoding Encoding => output.Encoding;

    public override void Write(char value)
    {
        if (value == '\n')
            output.Write(separator);
        else
            output.Write(value);
    }

    public override void Write(string value) => output.Write(value?.Replace("\n", separator, StringComparison.Ordinal));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Flush() => output.Flush();
}
