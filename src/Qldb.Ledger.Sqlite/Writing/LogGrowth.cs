namespace Qldb.Ledger.Sqlite.Writing;

/// <summary>
/// Makes the write-ahead log as long as it will be, once a ledger has proved to be written to. To flush what made a file longer costs the file system an entry
/// in its own journal; a commit into a log that has its length takes three quarters of the time. Used by the writer.
/// </summary>
/// <remarks>
/// SQLite keeps the log's length from one checkpoint to the next, and takes nothing behind the last commit for valid: frames bear the salt of the log's header
/// and a checksum of all before them, which zeros do not (https://www.sqlite.org/fileformat2.html#walformat). The zeros are written, not only reserved:
/// the first write into reserved blocks is an entry in the journal as well.
/// </remarks>
internal sealed class LogGrowth(string databasePath, int checkpointBytes)
{
    /// <summary>Whoever opens a ledger for a look or two does not have to wait for this.</summary>
    public const int CommitsBefore = 64;

    // Pages have headers in the log, and the commit that reaches the mark ends behind it.
    private readonly long _length = checkpointBytes + (checkpointBytes / 32);

    private int _commits;

    /// <summary>Notes a commit.</summary>
    public void Committed()
    {
        if (++_commits == CommitsBefore)
        {
            Grow();
        }
    }

    /// <summary>Notes that the log has been emptied.</summary>
    public void StartOver() => _commits = 0;

    private void Grow()
    {
        try
        {
            using var log = new FileStream(databasePath + "-wal", FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var zeros = new byte[64 * 1024];
            log.Seek(0, SeekOrigin.End);
            while (log.Position < _length)
            {
                log.Write(zeros, 0, (int)Math.Min(zeros.Length, _length - log.Position));
            }

            log.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without room for it the log grows with each commit, as it would have; what then goes wrong, the commit says.
        }
    }
}
