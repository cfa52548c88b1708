using System.Security.Cryptography;
using System.Text;

namespace Qldb.Ledger.Server.Security;

/// <summary>
/// Derives the signing keys of one secret, and remembers the last few: a key holds for a day and a region, and to derive one costs four HMACs.
/// Safe to use from many threads.
/// </summary>
internal sealed class SigningKeys(string secret)
{
    // Today, yesterday or tomorrow around midnight, for a region or two. A caller who makes up regions only displaces others' entries.
    private const int Remembered = 6;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes("AWS4" + secret);
    private volatile Entry[] _entries = [];

    /// <summary>The key for a date (yyyyMMdd) and a region.</summary>
    public byte[] For(ReadOnlySpan<char> date, ReadOnlySpan<char> region)
    {
        foreach (var entry in _entries)
        {
            if (date.SequenceEqual(entry.Date) && region.SequenceEqual(entry.Region))
            {
                return entry.Key;
            }
        }

        var added = new Entry(date.ToString(), region.ToString(), Derive(date, region));
        _entries = [added, .. _entries.Take(Remembered - 1)];
        return added.Key;
    }

    private byte[] Derive(ReadOnlySpan<char> date, ReadOnlySpan<char> region)
    {
        var key = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(date.ToString()));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(region.ToString()));
        key = HMACSHA256.HashData(key, "qldb"u8);
        return HMACSHA256.HashData(key, "aws4_request"u8);
    }

    private sealed record Entry(string Date, string Region, byte[] Key);
}
