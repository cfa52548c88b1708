using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Qldb.Actors;

/// <summary>Fetches pages ahead of the reader: <c>ReadAhead − 1</c> of them wait, the one being read makes up the number.</summary>
/// <remarks>
/// Ends with the result or the transaction, whichever is first: each fetch looks, when its turn on the session has come, whether the
/// transaction is still open. (In the official drivers that have read-ahead the retriever can go on on a session that already serves someone else.)
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without timer or wait handle holds nothing; the retriever may outlive the cursor.")]
internal sealed class ReadAheadPageReader : PageReader
{
    private readonly Channel<ResultPage> _pages;
    private readonly CancellationTokenSource _closed = new();

    public ReadAheadPageReader(OpenTransaction transaction, ResultPage first)
        : base(transaction, first)
    {
        _pages = Channel.CreateBounded<ResultPage>(new BoundedChannelOptions(transaction.Settings.ReadAhead - 1) { SingleReader = true, SingleWriter = true });
        _ = Task.Run(() => RetrieveAsync(first.NextPageToken));

        // A failure that nobody reads on to is no unobserved exception.
        _ = _pages.Reader.Completion.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public override void Close()
    {
        base.Close();
        _closed.Cancel();
    }

    protected override async ValueTask<ResultPage> FetchNextAsync(string pageToken, CancellationToken cancellationToken)
    {
        try
        {
            return await _pages.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    // Any failure, whatever its type, reaches the reader: nothing may leave it waiting.
    private async Task RetrieveAsync(string? pageToken)
    {
        try
        {
            // There is room before a page is fetched, so none waits outside the queue.
            while (pageToken is not null && await _pages.Writer.WaitToWriteAsync(_closed.Token).ConfigureAwait(false))
            {
                var page = await Transaction.FetchAsync(pageToken, CancellationToken.None).ConfigureAwait(false);
                _pages.Writer.TryWrite(page);
                pageToken = page.NextPageToken;
            }

            _pages.Writer.TryComplete();
        }
        catch (Exception failure)
        {
            _pages.Writer.TryComplete(failure);
        }
    }
}
