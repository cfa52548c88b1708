using System.Text;

namespace Qldb.Ion.Tests.Fuzzing;

/// <summary>
/// Feeds damaged Ion to the readers. Whatever comes in, the only error is <see cref="IonFormatException"/>; and what is accepted keeps its
/// value through text, binary and back. The same seed gives the same inputs.
/// </summary>
internal sealed class IonFuzzer
{
    private static readonly byte[] Interesting = [0x00, 0x0E, 0x0F, 0x1F, 0x20, 0x21, 0x2E, 0x3E, 0x5E, 0x6E, 0x7E, 0x80, 0x8E, 0xBE, 0xD1, 0xDE, 0xE0, 0xE3, 0xEE, 0xFF, 0x7F];

    private static readonly string[] Snippets =
    [
        "[", "]", "{", "}", "(", ")", "{{", "}}", "'''", "'", "\"", "::", ":", ",", "\\", "\\u", "\\UD83D", "/*", "*/", "//", "$", "$10", "$ion_1_0 ", "$ion_symbol_table::{",
        "imports:", "symbols:", "max_id:", "null.", "nan", "+inf", "-", "0x", "0b", "1e", "1d", "2007-01-01T", "00:00Z", "_", ".", "\0", "\uD800", "9999999999", "symbols:[\"a\"]}",
    ];

    private readonly int _seed;
    private readonly Random _random;
    private readonly List<byte[]> _binary = [];
    private readonly List<string> _texts = [];

    public IonFuzzer(int seed, IEnumerable<byte[]>? binaryCorpus = null, IEnumerable<string>? textCorpus = null)
    {
        _seed = seed;
        _random = new Random(seed);
        var values = new RandomIon(seed);
        for (var i = 0; i < 200; i++)
        {
            var value = values.Next(1 + i / 4);
            _binary.Add(value.ToBinary());
            _texts.Add(value.ToText(i % 2 == 0 ? IonTextOptions.Compact : IonTextOptions.Pretty));
        }

        _binary.AddRange(binaryCorpus ?? []);
        _texts.AddRange(textCorpus ?? []);
    }

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Tries so many inputs, half of them binary.</summary>
    /// <exception cref="FuzzFailure">An input did what no input may do.</exception>
    public void Run(long inputs)
    {
        for (long i = 0; i < inputs; i++)
        {
            if (i % 2 == 0)
                TryBinary(MutateBinary(), i);
            else
                TryText(MutateText(), i);
        }
    }

    public void TryBinary(byte[] input, long iteration)
    {
        try
        {
            Judge(() => IonStream.ReadAll(input), iteration);
            Pull(input);
            if (iteration % 8 < 2)
                CheckForm(input);
        }
        catch (Exception e) when (e is not FuzzFailure)
        {
            throw new FuzzFailure(_seed, iteration, Convert.ToBase64String(input), e);
        }
    }

    public void TryText(string input, long iteration)
    {
        try
        {
            Judge(() => IonText.ReadAll(input), iteration);
        }
        catch (Exception e) when (e is not FuzzFailure)
        {
            throw new FuzzFailure(_seed, iteration, Convert.ToBase64String(Encoding.Unicode.GetBytes(input)), e);
        }
    }

    private void Judge(Func<IEnumerable<IonElement>> read, long iteration)
    {
        List<IonElement> values = [];
        try
        {
            foreach (var value in read())
                values.Add(value);
            Accepted++;
        }
        catch (IonFormatException e)
        {
            if (e.Offset is null && e.Line is null)
                throw new InvalidOperationException("The error has no place", e);
            Refused++;
        }

        // What came before an error was accepted, too. Looking at every one costs more than it finds.
        if (iteration % 8 < 2)
            values.ForEach(CheckValue);
    }

    private static void CheckValue(IonElement value)
    {
        var binary = IonElement.Parse(value.ToBinary());
        if (binary != value || binary.GetHashCode() != value.GetHashCode())
            throw new InvalidOperationException($"Binary does not keep {value}");
        var text = value.ToString();
        if (IonText.ReadAll(text).Single() != value)
            throw new InvalidOperationException($"Text does not keep {text}");
        QldbHash hash;
        try
        {
            hash = QldbHash.Of(value);
        }
        catch (IonFormatException)
        {
            // Symbols of unknown text have no hash.
            return;
        }

        if (hash != QldbHash.OfIonBinary(binary.AsBinary().Span))
            throw new InvalidOperationException($"The hash depends on the encoding of {text}");
    }

    /// <summary>What is said to be canonical must be what a writer makes of it.</summary>
    private static void CheckForm(byte[] input)
    {
        if (IonElement.TryParse(input, out var value) && value.IsCanonical != value.ToBinary().AsSpan().SequenceEqual(input))
            throw new InvalidOperationException($"Taken for canonical: {Convert.ToHexString(input)}");
    }

    /// <summary>Walks with the pull reader, which must refuse what it meets and never leave the data.</summary>
    private static void Pull(byte[] input)
    {
        try
        {
            var reader = new IonBinaryReader(input);
            while (true)
            {
                if (!reader.MoveNext())
                {
                    if (reader.Depth == 0)
                        return;
                    reader.StepOut();
                    continue;
                }

                _ = reader.GetAnnotations();
                if (reader.Type >= IonType.List)
                    reader.StepIn();
                else if (reader is { IsNull: false, Type: IonType.Timestamp })
                    _ = reader.GetTimestamp();
                else if (reader is { IsNull: false, Type: IonType.Decimal })
                    _ = reader.GetDecimal();
                else if (reader is { IsNull: false, Type: IonType.Symbol })
                    _ = reader.GetSymbolText();
            }
        }
        catch (IonFormatException)
        {
        }
    }

    private byte[] MutateBinary()
    {
        var bytes = new List<byte>(_binary[_random.Next(_binary.Count)]);
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var at = _random.Next(_random.Next(4) == 0 ? 0 : Math.Min(4, bytes.Count), bytes.Count + 1);
            switch (_random.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = Interesting[_random.Next(Interesting.Length)];
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(_random.Next(1, 9), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(1, 30), bytes.Count - at)));
                    break;
                case 5:
                    bytes.Insert(at, Interesting[_random.Next(Interesting.Length)]);
                    break;
                case 6 when _random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 7 when _random.Next(2) == 0:
                    var other = _binary[_random.Next(_binary.Count)];
                    bytes.InsertRange(at, other.AsSpan(_random.Next(other.Length)));
                    break;
            }
        }

        return [.. bytes];
    }

    private string MutateText()
    {
        var text = new StringBuilder(_texts[_random.Next(_texts.Count)]);
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var at = _random.Next(text.Length + 1);
            switch (_random.Next(6))
            {
                case 0 when at < text.Length:
                    text[at] = (char)_random.Next(0x20, 0x7F);
                    break;
                case 1:
                    text.Remove(at, Math.Min(_random.Next(1, 9), text.Length - at));
                    break;
                case 2 or 3:
                    text.Insert(at, Snippets[_random.Next(Snippets.Length)]);
                    break;
                case 4:
                    text.Insert(at, text.ToString(at, Math.Min(_random.Next(1, 30), text.Length - at)));
                    break;
                case 5 when _random.Next(4) == 0:
                    text.Length = at;
                    break;
            }
        }

        return text.ToString();
    }
}
