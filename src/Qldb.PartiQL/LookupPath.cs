using System.Collections.Immutable;
using Qldb.Ion;

namespace Qldb.PartiQL;

/// <summary>One equality lookup that a table answers without a scan.</summary>
/// <param name="Path">
/// Field names from the row inwards: <c>VIN</c> in a user view; <c>data, VIN</c> or <c>metadata, id</c> in a committed view. Empty
/// where only the document id itself, as bound by <c>BY</c>, can be looked up.
/// </param>
/// <param name="Kind">What is looked up.</param>
/// <param name="IndexId">The index; the default value for <see cref="LookupKind.DocumentId"/>.</param>
/// <remarks>
/// Any lookup of kind <see cref="LookupKind.DocumentId"/> also serves <c>BY</c>. The equality is PartiQL's <c>=</c>, as defined by
/// <see cref="PartiQLEquality"/>.
/// </remarks>
public sealed record LookupPath(ImmutableArray<string> Path, LookupKind Kind, QldbId IndexId);
