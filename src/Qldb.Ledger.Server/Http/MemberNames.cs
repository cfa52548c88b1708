using System.Text;
using System.Text.Json;

namespace Qldb.Ledger.Server.Http;

/// <summary>The member names of both protocols, kept so that reading a command makes no strings for them.</summary>
internal static class MemberNames
{
    private static readonly (byte[] Utf8, string Text)[] Known =
    [
        .. new[]
        {
            "SessionToken", "StartSession", "StartTransaction", "ExecuteStatement", "FetchPage", "CommitTransaction", "AbortTransaction", "EndSession",
            "TransactionId", "Statement", "Parameters", "IonBinary", "IonText", "NextPageToken", "CommitDigest", "LedgerName",
            "Name", "Tags", "PermissionsMode", "DeletionProtection", "KmsKey", "BlockAddress", "DocumentId", "DigestTipAddress",
        }.Select(name => (Encoding.UTF8.GetBytes(name), name)),
    ];

    /// <summary>The name that the reader stands on; "" for one that neither protocol knows, however long.</summary>
    public static string Read(ref Utf8JsonReader json)
    {
        foreach (var (utf8, text) in Known)
        {
            if (json.ValueTextEquals(utf8))
            {
                return text;
            }
        }

        return "";
    }
}
