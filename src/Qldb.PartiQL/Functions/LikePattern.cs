using System.Text;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary><c>text LIKE pattern ESCAPE escape</c>: <c>%</c> is any run of characters, <c>_</c> exactly one.</summary>
internal static class LikePattern
{
    private const int TriesBetweenChecks = 256;

    private static readonly Rune anyRun = new('%');
    private static readonly Rune anyOne = new('_');

    public static Function Like { get; } = new("LIKE", 2, 3, static (in arguments) => Value.Of(Matches(
        arguments.Text(0),
        arguments.Text(1),
        arguments.Count == 3 ? EscapeOf(arguments.Text(2)) : null,
        arguments.Context)));

    // Takes back only the latest run, which is enough: linear in the text for each run of the pattern, never exponential.
    // That is still much for a long text and a long pattern.
    private static bool Matches(string text, string pattern, Rune? escape, IStatementContext context)
    {
        var symbols = Compile(pattern, escape);
        var characters = text.EnumerateRunes().ToArray();
        var (at, symbol) = (0, 0);
        var (runSymbol, runAt) = (-1, 0);
        while (at < characters.Length)
        {
            if (symbol < symbols.Count && symbols[symbol].IsRun)
            {
                (runSymbol, runAt) = (symbol++, at);
            }
            else if (symbol < symbols.Count && symbols[symbol].Matches(characters[at]))
            {
                at++;
                symbol++;
            }
            else if (runSymbol >= 0)
            {
                symbol = runSymbol + 1;
                at = ++runAt;
                if (at % TriesBetweenChecks == 0)
                {
                    context.ThrowIfOver();
                }
            }
            else
            {
                return false;
            }
        }

        return symbols.Skip(symbol).All(static rest => rest.IsRun);
    }

    private static List<Symbol> Compile(string pattern, Rune? escape)
    {
        var symbols = new List<Symbol>(pattern.Length);
        var isEscaped = false;
        foreach (var rune in pattern.EnumerateRunes())
        {
            if (isEscaped)
            {
                if (rune != anyRun && rune != anyOne && rune != escape)
                {
                    throw new ValueException($"the escape character of LIKE stands before '{rune}', which needs none");
                }

                symbols.Add(new Symbol(rune));
                isEscaped = false;
            }
            else if (rune == escape)
            {
                isEscaped = true;
            }
            else
            {
                symbols.Add(rune == anyRun ? Symbol.Run : rune == anyOne ? Symbol.One : new Symbol(rune));
            }
        }

        return isEscaped ? throw new ValueException("the pattern of LIKE ends in its escape character") : symbols;
    }

    private static Rune EscapeOf(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        return runes.Length == 1 ? runes[0] : throw new ValueException("the escape of LIKE must be exactly one character");
    }

    private readonly record struct Symbol(Rune Character, bool IsRun = false, bool IsOne = false)
    {
        public static Symbol Run => new(default, IsRun: true);

        public static Symbol One => new(default, IsOne: true);

        public bool Matches(Rune character) => !IsRun && (IsOne || Character == character);
    }
}
