using Qldb.Ion;

namespace Qldb.PartiQL;

/// <summary>One row of a table.</summary>
/// <param name="Value">The document in a user view, the revision struct in a committed view or history, a struct in a system table.</param>
/// <param name="DocumentId">The id of the row's document; the default value where it has none.</param>
public readonly record struct Row(IonElement Value, QldbId DocumentId);
