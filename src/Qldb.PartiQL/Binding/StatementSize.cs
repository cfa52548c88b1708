namespace Qldb.PartiQL.Binding;

/// <summary>What the parts of a statement add up to, inner queries included.</summary>
/// <param name="Slots">The slots of a frame.</param>
/// <param name="Sources">The sources in FROM.</param>
internal readonly record struct StatementSize(int Slots, int Sources);
