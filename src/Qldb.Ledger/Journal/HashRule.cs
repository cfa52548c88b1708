using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Everything in a journal has an Ion hash. It is made at the commit, together with those of others, so what has none has to be refused before.</summary>
internal static class HashRule
{
    /// <summary>Gives back a value that has a hash.</summary>
    /// <exception cref="IonFormatException">It contains a symbol of a shared symbol table, whose text nobody here knows.</exception>
    public static IonElement Checked(IonElement value)
    {
        if (value.HasImports)
        {
            _ = QldbHash.Of(value);
        }

        return value;
    }
}
