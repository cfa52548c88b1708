namespace Qldb.Actors;

/// <summary>Walks through the pages of one result, fetching each when it is wanted.</summary>
internal class PageReader(OpenTransaction transaction, ResultPage first)
{
    public OpenTransaction Transaction => transaction;

    public ResultPage Page { get; private set; } = first;

    public IOUsage? ConsumedIOs { get; private set; } = first.ConsumedIOs;

    public TimingInformation? Timing { get; private set; } = first.Timing;

    public bool IsClosed { get; private set; }

    public static PageReader Create(OpenTransaction transaction, ResultPage first) =>
        transaction.Settings.ReadAhead > 0 && first.NextPageToken is not null
            ? new ReadAheadPageReader(transaction, first)
            : new PageReader(transaction, first);

    /// <summary>Goes to the next page.</summary>
    /// <returns>False if there is none.</returns>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        if (Page.NextPageToken is null)
            return false;
        var next = await FetchNextAsync(Page.NextPageToken, cancellationToken).ConfigureAwait(false);
        Page = next;
        ConsumedIOs = IOUsage.Sum(ConsumedIOs, next.ConsumedIOs);
        Timing = TimingInformation.Sum(Timing, next.Timing);
        return true;
    }

    public void ThrowIfClosed()
    {
        if (IsClosed || transaction.IsClosed)
            throw new ResultClosedException(transaction.Id) { SessionId = transaction.SessionId };
    }

    /// <summary>Lets go of the result. The service forgets it with the transaction.</summary>
    public virtual void Close() => IsClosed = true;

    protected virtual ValueTask<ResultPage> FetchNextAsync(string pageToken, CancellationToken cancellationToken) =>
        transaction.FetchAsync(pageToken, cancellationToken);
}
