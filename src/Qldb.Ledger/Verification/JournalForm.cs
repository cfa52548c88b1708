using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Tells whether a block's content is the one that its parts make, without writing it: the bytes are canonical, and the fields are those of
/// <see cref="BlockContent"/>, in that order and of those values. Then nothing is left that could differ.
/// </summary>
internal static class JournalForm
{
    public static bool IsOf(StoredBlockCheck check, IonElement content)
    {
        if (content.Type != IonType.Struct || content.IsNull || content.HasAnnotations || !content.IsCanonical)
        {
            return false;
        }

        var fields = content.EnumerateFields();
        return Next(ref fields, JournalFields.BlockAddress, out var address) && IsAddress(address, check.Header.Address)
            && Next(ref fields, JournalFields.TransactionId, out var transactionId) && IsId(transactionId, check.Header.TransactionId)
            && Next(ref fields, JournalFields.BlockTimestamp, out var timestamp) && IsTime(timestamp, check.Header.TimestampMs)
            && Next(ref fields, JournalFields.BlockHash, out var blockHash) && IsHash(blockHash, check.BlockHash)
            && Next(ref fields, JournalFields.EntriesHash, out var entriesHash) && IsHash(entriesHash, check.EntriesHash)
            && Next(ref fields, JournalFields.PreviousBlockHash, out var previous) && IsHash(previous, check.PreviousBlockHash)
            && Next(ref fields, JournalFields.EntriesHashList, out var entries) && AreEntries(entries, check.Entries)
            && (check.TransactionInfo.IsUndefined || Next(ref fields, JournalFields.TransactionInfo, out _))
            && (check.RedactionInfo.IsUndefined || Next(ref fields, JournalFields.RedactionInfo, out _))
            && !fields.MoveNext();
    }

    public static bool IsId(string? text, QldbId id)
    {
        Span<char> characters = stackalloc char[QldbId.Length];
        id.TryFormat(characters, out _);
        return text.AsSpan().SequenceEqual(characters);
    }

    public static bool IsId(IonElement value, QldbId id)
    {
        if (!IsPlain(value, IonType.String))
        {
            return false;
        }

        Span<char> characters = stackalloc char[QldbId.Length];
        id.TryFormat(characters, out _);
        return System.Text.Ascii.Equals(value.GetUtf8(), characters);
    }

    private static bool Next(ref IonElement.FieldEnumerator fields, string name, out IonElement value)
    {
        value = default;
        if (!fields.MoveNext() || fields.Current.Name != name)
        {
            return false;
        }

        value = fields.Current.Value;
        return true;
    }

    private static bool IsPlain(IonElement value, IonType type) => value.Type == type && !value.IsNull && !value.HasAnnotations;

    private static bool IsAddress(IonElement value, BlockAddress address)
    {
        if (!IsPlain(value, IonType.Struct))
        {
            return false;
        }

        var fields = value.EnumerateFields();
        return Next(ref fields, JournalFields.StrandId, out var strandId) && IsId(strandId, address.StrandId)
            && Next(ref fields, JournalFields.SequenceNo, out var sequenceNo)
            && IsPlain(sequenceNo, IonType.Int) && sequenceNo.TryGetInt64(out var number) && number == address.SequenceNo
            && !fields.MoveNext();
    }

    private static bool IsTime(IonElement value, long milliseconds)
        => IsPlain(value, IonType.Timestamp) && value.GetTimestamp() == JournalTime.ToIon(milliseconds);

    private static bool IsHash(IonElement value, QldbHash hash)
    {
        if (!IsPlain(value, IonType.Blob))
        {
            return false;
        }

        var bytes = value.GetLob();
        return bytes.Length == (hash.IsEmpty ? 0 : QldbHash.Size) && new QldbHash(bytes) == hash;
    }

    private static bool AreEntries(IonElement value, EntriesHashList entries)
    {
        if (!IsPlain(value, IonType.List))
        {
            return false;
        }

        var elements = value.EnumerateElements();
        return IsNext(ref elements, entries.Header) && IsNext(ref elements, entries.Revisions) && IsNext(ref elements, entries.Redaction)
            && IsNext(ref elements, entries.TransactionInfo) && !elements.MoveNext();

        static bool IsNext(ref IonElement.ElementEnumerator elements, QldbHash hash) => elements.MoveNext() && IsHash(elements.Current, hash);
    }
}
