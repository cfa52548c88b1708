namespace Qldb.Ion;

/// <summary>What a <see cref="TextParser"/> found.</summary>
internal enum TextStep
{
    /// <summary>Nothing but blanks.</summary>
    End,

    /// <summary>A value, now in the writer.</summary>
    Value,

    /// <summary>A version marker or a symbol table, which has taken effect.</summary>
    Directive,

    /// <summary>Something wrong, or something that the end of the block cuts off.</summary>
    Error,
}
