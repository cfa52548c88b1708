namespace Qldb.PartiQL.Values;

/// <summary>An operation that cannot take these values. Whoever knows the place in the text turns it into a <see cref="PartiQLException"/>.</summary>
internal sealed class ValueException(string message) : Exception(message);
