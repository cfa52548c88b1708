using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Verification;

/// <summary>Recomputes the hash of one served or exported revision: full, redacted, deleted or system (journal-and-verification, section 5).</summary>
public static class RevisionVerifier
{
    /// <summary>Checks a revision struct.</summary>
    public static RevisionVerification Verify(IonElement revision)
    {
        var hash = ReadHash(revision, JournalFields.Hash);
        if (hash.IsEmpty)
        {
            return new RevisionVerification(RevisionVerdict.Invalid, hash);
        }

        if (!revision.TryGetField(JournalFields.Metadata, out var metadata))
        {
            var hasData = revision.TryGetField(JournalFields.Data, out _) || revision.TryGetField(JournalFields.DataHash, out _);
            return new RevisionVerification(hasData ? RevisionVerdict.Invalid : RevisionVerdict.NotRecomputable, hash);
        }

        return new RevisionVerification(Compare(revision, QldbHash.Of(metadata), hash), hash);
    }

    internal static QldbHash ReadHash(IonElement value, string field)
        => !value.IsUndefined && value.Type == IonType.Struct && !value.IsNull && value.TryGetField(field, out var hash)
            && hash.Type == IonType.Blob && !hash.IsNull && hash.GetLob().Length == QldbHash.Size
            ? new QldbHash(hash.GetLob())
            : QldbHash.Empty;

    private static RevisionVerdict Compare(IonElement revision, QldbHash metadataHash, QldbHash hash)
    {
        if (revision.TryGetField(JournalFields.Data, out var data))
        {
            return Verdict(JournalHash.Dot(metadataHash, QldbHash.Of(data)) == hash);
        }

        if (revision.TryGetField(JournalFields.DataHash, out _))
        {
            var dataHash = ReadHash(revision, JournalFields.DataHash);
            return Verdict(!dataHash.IsEmpty && JournalHash.Dot(metadataHash, dataHash) == hash);
        }

        return DeleteHashes(metadataHash).Contains(hash) ? RevisionVerdict.Valid : RevisionVerdict.NotRecomputable;
    }

    /// <summary>How a delete may have been hashed: this ledger's rule first, then what QLDB's may have been (journal-and-verification 14.1).</summary>
    private static IEnumerable<QldbHash> DeleteHashes(QldbHash metadataHash)
    {
        yield return metadataHash;
        yield return metadataHash.Dot(QldbHash.Of(IonElement.Null()));
        yield return metadataHash.Dot(QldbHash.Of(IonElement.Null(IonType.Struct)));
        yield return metadataHash.Dot(QldbHash.OfBytes([]));
    }

    private static RevisionVerdict Verdict(bool isValid) => isValid ? RevisionVerdict.Valid : RevisionVerdict.Invalid;
}
