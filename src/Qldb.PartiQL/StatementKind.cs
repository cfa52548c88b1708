namespace Qldb.PartiQL;

/// <summary>The kinds of statement.</summary>
public enum StatementKind
{
    /// <summary><c>SELECT</c>: the only kind that changes nothing.</summary>
    Select,

    /// <summary><c>INSERT INTO</c> a table.</summary>
    Insert,

    /// <summary><c>UPDATE</c>, and <c>FROM</c> … <c>SET</c>, <c>INSERT INTO</c> or <c>REMOVE</c>.</summary>
    Update,

    /// <summary><c>DELETE FROM</c>.</summary>
    Delete,

    /// <summary><c>CREATE TABLE</c>.</summary>
    CreateTable,

    /// <summary><c>DROP TABLE</c>.</summary>
    DropTable,

    /// <summary><c>UNDROP TABLE</c>.</summary>
    UndropTable,

    /// <summary><c>CREATE INDEX</c>.</summary>
    CreateIndex,

    /// <summary><c>DROP INDEX</c>.</summary>
    DropIndex,

    /// <summary><c>EXEC redact_revision</c>.</summary>
    Exec,
}
