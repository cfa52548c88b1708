namespace Qldb.Actors;

/// <summary>
/// The requests that wait with a deadline, the nearest first: a binary heap in which each request knows its place, so that one that is served
/// in time is taken out without a search. One timer, for the first, serves them all.
/// </summary>
/// <remarks>
/// Requests that wait equally long arrive in the order of their deadlines: adding is constant time for them. Otherwise, and for taking out,
/// it is the logarithm of the number waiting.
/// </remarks>
internal sealed class DeadlineQueue
{
    private (TimeSpan Deadline, PoolRequest Request)[] _heap = new (TimeSpan, PoolRequest)[16]; // from 1: the children of i are 2i and 2i + 1

    public int Count { get; private set; }

    /// <summary>Gets the nearest deadline and whose it is. There must be one.</summary>
    public (TimeSpan Deadline, PoolRequest Request) First => _heap[1];

    public void Add(PoolRequest request, TimeSpan deadline)
    {
        if (++Count == _heap.Length)
            Array.Resize(ref _heap, 2 * Count);
        Rise(Count, (deadline, request));
    }

    /// <summary>Takes a request out, if it is in.</summary>
    public void Remove(PoolRequest request)
    {
        var place = request.DeadlinePlace;
        if (place == 0)
            return;
        request.DeadlinePlace = 0;
        var last = _heap[Count];
        _heap[Count--] = default;
        if (place > Count)
            return; // it was the last itself
        if (place > 1 && last.Deadline < _heap[place / 2].Deadline)
            Rise(place, last);
        else
            Sink(place, last);
    }

    private void Rise(int place, (TimeSpan Deadline, PoolRequest Request) entry)
    {
        for (; place > 1 && entry.Deadline < _heap[place / 2].Deadline; place /= 2)
            Put(place, _heap[place / 2]);
        Put(place, entry);
    }

    private void Sink(int place, (TimeSpan Deadline, PoolRequest Request) entry)
    {
        while (2 * place is var child && child <= Count)
        {
            if (child < Count && _heap[child + 1].Deadline < _heap[child].Deadline)
                child++;
            if (_heap[child].Deadline >= entry.Deadline)
                break;
            Put(place, _heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    private void Put(int place, (TimeSpan Deadline, PoolRequest Request) entry)
    {
        _heap[place] = entry;
        entry.Request.DeadlinePlace = place;
    }
}
