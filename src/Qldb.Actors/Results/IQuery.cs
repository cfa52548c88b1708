namespace Qldb.Actors;

/// <summary>A statement whose rows become objects.</summary>
/// <typeparam name="T">The type of a row.</typeparam>
public interface IQuery<out T>
{
    /// <summary>Gets the PartiQL text.</summary>
    string Statement { get; }

    /// <summary>Gets the parameters, each a self-contained Ion binary stream of one value. Must be the same bytes at each reading.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> Parameters { get; }

    /// <summary>Makes an object of a row.</summary>
    /// <param name="ion">The row: a self-contained Ion binary stream of one value.</param>
    /// <returns>The object.</returns>
    T Deserialize(ReadOnlyMemory<byte> ion);
}
