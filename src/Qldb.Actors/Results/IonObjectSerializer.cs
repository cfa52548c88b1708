using Qldb.Ion;

namespace Qldb.Actors;

/// <summary>The serializer of the house: <see cref="IonMapper"/>.</summary>
public sealed class IonObjectSerializer : IIonSerializer
{
    private IonObjectSerializer()
    {
    }

    /// <summary>Gets the one instance.</summary>
    public static IonObjectSerializer Instance { get; } = new();

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Serialize(object? value) => IonMapper.ToIonBinary(value);

    /// <inheritdoc />
    public T Deserialize<T>(ReadOnlyMemory<byte> ion) => IonMapper.FromIon<T>(IonElement.Parse(ion));
}
