using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>How deep values nest.</summary>
internal static class Nesting
{
    /// <summary>Tells whether a value nests more containers than a limit.</summary>
    /// <param name="ionBinary">The value, checked already.</param>
    /// <param name="limit">At least 1.</param>
    public static bool IsDeeperThan(ReadOnlySpan<byte> ionBinary, int limit)
    {
        if (ionBinary.Length <= limit)
        {
            return false; // A container takes a byte or more.
        }

        var reader = new IonBinaryReader(ionBinary);
        while (true)
        {
            if (!reader.MoveNext())
            {
                if (reader.Depth == 0)
                {
                    return false;
                }

                reader.StepOut();
            }
            else if (reader.Type is IonType.List or IonType.Sexp or IonType.Struct)
            {
                if (reader.Depth == limit)
                {
                    return true;
                }

                reader.StepIn();
            }
        }
    }
}
