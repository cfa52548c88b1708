using System.Text.Json;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Tool.Terminal;

/// <summary>The members that several results have in common, so that they are called the same everywhere.</summary>
internal static class JsonMembers
{
    public static void WriteAddress(this Utf8JsonWriter json, string name, BlockAddress address)
    {
        json.WriteStartObject(name);
        json.WriteString("strandId", address.StrandId.ToString());
        json.WriteNumber("sequenceNo", address.SequenceNo);
        json.WriteEndObject();
    }

    public static void WriteDigest(this Utf8JsonWriter json, JournalDigest digest)
    {
        json.WriteString("digest", digest.Hash.ToString());
        json.WriteAddress("digestTipAddress", digest.Tip);
    }
}
