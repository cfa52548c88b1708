using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Actors;

/// <summary>One page of a result as it came: its rows are Ion binary, read in place.</summary>
internal readonly struct ResultPage(Page page, QldbCommand source, IOUsage? consumedIOs, TimingInformation? timing)
{
    private readonly List<ValueHolder>? _rows = page.Values; // null where the service sent no rows

    public string? NextPageToken { get; } = string.IsNullOrEmpty(page.NextPageToken) ? null : page.NextPageToken;

    public IOUsage? ConsumedIOs { get; } = consumedIOs;

    public TimingInformation? Timing { get; } = timing;

    public int Count => _rows?.Count ?? 0;

    public ReadOnlyMemory<byte> this[int row]
    {
        get
        {
            var holder = _rows![row];
            if (holder?.IonBinary is { } binary)
                return binary.TryGetBuffer(out var bytes) ? bytes : binary.ToArray();
            if (holder?.IonText is { } text)
                return FromText(text);
            throw new UnexpectedResponseException(source, "a row has no value");
        }
    }

    private ReadOnlyMemory<byte> FromText(string text)
    {
        try
        {
            return IonText.ToBinary(text);
        }
        catch (IonFormatException cause)
        {
            throw new UnexpectedResponseException(source, "a row is not Ion text", cause);
        }
    }
}
