namespace Qldb.Actors;

/// <summary>The requests that wait, in order of arrival. The links are in the requests: joining and leaving, at whatever place, cost constant time and no memory.</summary>
internal sealed class RequestQueue
{
    private PoolRequest? _last;

    public PoolRequest? First { get; private set; }

    public int Count { get; private set; }

    public void Add(PoolRequest request)
    {
        request.IsWaiting = true;
        request.Previous = _last;
        if (_last is null)
            First = request;
        else
            _last.Next = request;
        _last = request;
        Count++;
    }

    public void Remove(PoolRequest request)
    {
        var (previous, next) = (request.Previous, request.Next);
        if (previous is null)
            First = next;
        else
            previous.Next = next;
        if (next is null)
            _last = previous;
        else
            next.Previous = previous;
        request.Previous = request.Next = null;
        request.IsWaiting = false;
        Count--;
    }
}
