namespace Qldb.PartiQL;

/// <summary>How statements are prepared. Immutable.</summary>
public sealed record PartiQLOptions
{
    /// <summary>The deepest nesting that can be asked for: what fits well within the stack of an ordinary thread.</summary>
    public const int LargestMaxDepth = 256;

    /// <summary>QLDB's dialect with the default limits.</summary>
    public static PartiQLOptions Default { get; } = new();

    /// <summary>How much of PartiQL is accepted; QLDB's dialect by default.</summary>
    public Dialect Dialect { get; init; } = Dialect.Qldb;

    /// <summary>
    /// How deep expressions, constructors and subqueries may nest, 128 by default. Long chains (of <c>AND</c>, <c>OR</c>, arithmetic,
    /// path steps) do not count: they are not nested. Operators that nest without parentheses may do so twice as deep.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and <see cref="LargestMaxDepth"/>.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestMaxDepth);
            field = value;
        }
    } = 128;

    /// <summary>
    /// How much memory one run of a statement may hold on to, in bytes; 64 MB by default. Rows that are passed on one by one do not count; rows to sort,
    /// groups, results to tell apart, documents to change and values of inner queries do. A hash join that needs more reads its outer side again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public long MaxMemoryBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>The longest statement in UTF-16 characters: QLDB's 100,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100_000;
}
