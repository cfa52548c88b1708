using System.Diagnostics.CodeAnalysis;

namespace Qldb.Actors;

/// <summary>
/// LINQ on buffered results. Such a result is a list and an asynchronous sequence, and the framework has operators for each, so that on the result itself
/// they would compete; these are for nothing else and win. All work as those of <see cref="Enumerable"/>; what is not here is to be had of <see cref="BufferedCursor{T}.Rows"/>.
/// </summary>
[SuppressMessage("Performance", "CA1826", Justification = "They are these methods, errors included.")]
public static class BufferedCursorExtensions
{
    /// <inheritdoc cref="Enumerable.Aggregate{T,TAccumulate}(IEnumerable{T}, TAccumulate, Func{TAccumulate, T, TAccumulate})"/>
    public static TAccumulate Aggregate<T, TAccumulate>(this BufferedCursor<T> source, TAccumulate seed, Func<TAccumulate, T, TAccumulate> func) => Enumerable.Aggregate(source, seed, func);

    /// <inheritdoc cref="Enumerable.All{T}(IEnumerable{T}, Func{T, bool})"/>
    public static bool All<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.All(source, predicate);

    /// <inheritdoc cref="Enumerable.Any{T}(IEnumerable{T})"/>
    public static bool Any<T>(this BufferedCursor<T> source) => !source.IsEmpty;

    /// <inheritdoc cref="Enumerable.Any{T}(IEnumerable{T}, Func{T, bool})"/>
    public static bool Any<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.Any(source, predicate);

    /// <inheritdoc cref="Enumerable.Count{T}(IEnumerable{T}, Func{T, bool})"/>
    public static int Count<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.Count(source, predicate);

    /// <inheritdoc cref="Enumerable.Distinct{T}(IEnumerable{T})"/>
    public static IEnumerable<T> Distinct<T>(this BufferedCursor<T> source) => Enumerable.Distinct(source);

    /// <inheritdoc cref="Enumerable.First{T}(IEnumerable{T})"/>
    public static T First<T>(this BufferedCursor<T> source) => Enumerable.First(source);

    /// <inheritdoc cref="Enumerable.First{T}(IEnumerable{T}, Func{T, bool})"/>
    public static T First<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.First(source, predicate);

    /// <inheritdoc cref="Enumerable.FirstOrDefault{T}(IEnumerable{T})"/>
    public static T? FirstOrDefault<T>(this BufferedCursor<T> source) => Enumerable.FirstOrDefault(source);

    /// <inheritdoc cref="Enumerable.FirstOrDefault{T}(IEnumerable{T}, Func{T, bool})"/>
    public static T? FirstOrDefault<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.FirstOrDefault(source, predicate);

    /// <inheritdoc cref="Enumerable.GroupBy{T,TKey}(IEnumerable{T}, Func{T, TKey})"/>
    public static IEnumerable<IGrouping<TKey, T>> GroupBy<T, TKey>(this BufferedCursor<T> source, Func<T, TKey> keySelector) => Enumerable.GroupBy(source, keySelector);

    /// <inheritdoc cref="Enumerable.Last{T}(IEnumerable{T})"/>
    public static T Last<T>(this BufferedCursor<T> source) => Enumerable.Last(source);

    /// <inheritdoc cref="Enumerable.LastOrDefault{T}(IEnumerable{T})"/>
    public static T? LastOrDefault<T>(this BufferedCursor<T> source) => Enumerable.LastOrDefault(source);

    /// <inheritdoc cref="Enumerable.Max{T,TResult}(IEnumerable{T}, Func{T, TResult})"/>
    public static TResult? Max<T, TResult>(this BufferedCursor<T> source, Func<T, TResult> selector) => Enumerable.Max(source, selector);

    /// <inheritdoc cref="Enumerable.Min{T,TResult}(IEnumerable{T}, Func{T, TResult})"/>
    public static TResult? Min<T, TResult>(this BufferedCursor<T> source, Func<T, TResult> selector) => Enumerable.Min(source, selector);

    /// <inheritdoc cref="Enumerable.OrderBy{T,TKey}(IEnumerable{T}, Func{T, TKey})"/>
    public static IOrderedEnumerable<T> OrderBy<T, TKey>(this BufferedCursor<T> source, Func<T, TKey> keySelector) => Enumerable.OrderBy(source, keySelector);

    /// <inheritdoc cref="Enumerable.OrderByDescending{T,TKey}(IEnumerable{T}, Func{T, TKey})"/>
    public static IOrderedEnumerable<T> OrderByDescending<T, TKey>(this BufferedCursor<T> source, Func<T, TKey> keySelector) => Enumerable.OrderByDescending(source, keySelector);

    /// <inheritdoc cref="Enumerable.Select{T,TResult}(IEnumerable{T}, Func{T, TResult})"/>
    public static IEnumerable<TResult> Select<T, TResult>(this BufferedCursor<T> source, Func<T, TResult> selector) => Enumerable.Select(source, selector);

    /// <inheritdoc cref="Enumerable.Select{T,TResult}(IEnumerable{T}, Func{T, int, TResult})"/>
    public static IEnumerable<TResult> Select<T, TResult>(this BufferedCursor<T> source, Func<T, int, TResult> selector) => Enumerable.Select(source, selector);

    /// <inheritdoc cref="Enumerable.SelectMany{T,TResult}(IEnumerable{T}, Func{T, IEnumerable{TResult}})"/>
    public static IEnumerable<TResult> SelectMany<T, TResult>(this BufferedCursor<T> source, Func<T, IEnumerable<TResult>> selector) => Enumerable.SelectMany(source, selector);

    /// <inheritdoc cref="Enumerable.Single{T}(IEnumerable{T})"/>
    public static T Single<T>(this BufferedCursor<T> source) => Enumerable.Single(source);

    /// <inheritdoc cref="Enumerable.Single{T}(IEnumerable{T}, Func{T, bool})"/>
    public static T Single<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.Single(source, predicate);

    /// <inheritdoc cref="Enumerable.SingleOrDefault{T}(IEnumerable{T})"/>
    public static T? SingleOrDefault<T>(this BufferedCursor<T> source) => Enumerable.SingleOrDefault(source);

    /// <inheritdoc cref="Enumerable.SingleOrDefault{T}(IEnumerable{T}, Func{T, bool})"/>
    public static T? SingleOrDefault<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.SingleOrDefault(source, predicate);

    /// <inheritdoc cref="Enumerable.Skip{T}(IEnumerable{T}, int)"/>
    public static IEnumerable<T> Skip<T>(this BufferedCursor<T> source, int count) => Enumerable.Skip(source, count);

    /// <inheritdoc cref="Enumerable.Take{T}(IEnumerable{T}, int)"/>
    public static IEnumerable<T> Take<T>(this BufferedCursor<T> source, int count) => Enumerable.Take(source, count);

    /// <inheritdoc cref="Enumerable.ToArray{T}(IEnumerable{T})"/>
    public static T[] ToArray<T>(this BufferedCursor<T> source) => Enumerable.ToArray(source);

    /// <inheritdoc cref="Enumerable.ToDictionary{T,TKey}(IEnumerable{T}, Func{T, TKey})"/>
    public static Dictionary<TKey, T> ToDictionary<T, TKey>(this BufferedCursor<T> source, Func<T, TKey> keySelector)
        where TKey : notnull => Enumerable.ToDictionary(source, keySelector);

    /// <inheritdoc cref="Enumerable.ToDictionary{T,TKey,TElement}(IEnumerable{T}, Func{T, TKey}, Func{T, TElement})"/>
    public static Dictionary<TKey, TElement> ToDictionary<T, TKey, TElement>(this BufferedCursor<T> source, Func<T, TKey> keySelector, Func<T, TElement> elementSelector)
        where TKey : notnull => Enumerable.ToDictionary(source, keySelector, elementSelector);

    /// <inheritdoc cref="Enumerable.ToHashSet{T}(IEnumerable{T})"/>
    public static HashSet<T> ToHashSet<T>(this BufferedCursor<T> source) => Enumerable.ToHashSet(source);

    /// <inheritdoc cref="Enumerable.ToList{T}(IEnumerable{T})"/>
    public static List<T> ToList<T>(this BufferedCursor<T> source) => Enumerable.ToList(source);

    /// <inheritdoc cref="Enumerable.Where{T}(IEnumerable{T}, Func{T, bool})"/>
    public static IEnumerable<T> Where<T>(this BufferedCursor<T> source, Func<T, bool> predicate) => Enumerable.Where(source, predicate);
}
