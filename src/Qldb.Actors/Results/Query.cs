namespace Qldb.Actors;

internal sealed class Query<T>(string statement, ReadOnlyMemory<byte>[] parameters, IIonSerializer serializer) : IQuery<T>
{
    public string Statement => statement;

    public IReadOnlyList<ReadOnlyMemory<byte>> Parameters => parameters;

    public T Deserialize(ReadOnlyMemory<byte> ion) => serializer.Deserialize<T>(ion);
}
