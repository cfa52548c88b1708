namespace Qldb.Actors;

/// <summary>A streaming result that can be kept beyond its transaction.</summary>
internal interface IBufferable
{
    Task<object> BufferForReturnAsync(CancellationToken cancellationToken);
}
