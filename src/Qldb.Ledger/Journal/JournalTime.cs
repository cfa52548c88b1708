using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Times of the journal: UTC with exactly three fraction digits, kept as milliseconds since 1970-01-01.</summary>
internal static class JournalTime
{
    public static long Now(TimeProvider timeProvider) => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public static IonTimestamp ToIon(long milliseconds) => IonTimestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), fractionDigits: 3);
}
