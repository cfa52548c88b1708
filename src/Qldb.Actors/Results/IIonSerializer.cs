namespace Qldb.Actors;

/// <summary>Turns .NET objects into Ion and back, for parameters and for typed rows. Must be thread-safe.</summary>
public interface IIonSerializer
{
    /// <summary>Turns an object into Ion.</summary>
    /// <param name="value">Any object, or null.</param>
    /// <returns>A self-contained Ion binary stream of exactly one value. Called once per parameter: these bytes are hashed and sent.</returns>
    ReadOnlyMemory<byte> Serialize(object? value);

    /// <summary>Makes an object from Ion.</summary>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <param name="ion">A self-contained Ion binary stream of one value: a row.</param>
    /// <returns>The object.</returns>
    T Deserialize<T>(ReadOnlyMemory<byte> ion);
}
