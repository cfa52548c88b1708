using System.Buffers;
using System.Text;

namespace Qldb.Ion;

/// <summary>The nine symbols every Ion 1.0 symbol table begins with.</summary>
internal static class SystemSymbols
{
    public const int Ion10 = 2;
    public const int IonSymbolTable = 3;
    public const int Name = 4;
    public const int Version = 5;
    public const int Imports = 6;
    public const int Symbols = 7;
    public const int MaxId = 8;
    public const int LastId = 9;

    private const int LongestText = 24;

    public static readonly string?[] Texts =
    [
        null, "$ion", "$ion_1_0", "$ion_symbol_table", "name", "version", "imports", "symbols", "max_id", "$ion_shared_symbol_table",
    ];

    /// <summary>The same with their other forms.</summary>
    public static readonly Symbol?[] Forms = [.. Texts.Select(text => text is null ? null : Symbol.Of(Encoding.UTF8.GetBytes(text)))];

    /// <summary>The id of a system symbol, or 0.</summary>
    public static int Find(ReadOnlySpan<char> text)
    {
        var candidate = text.Length switch
        {
            4 => text[0] == 'n' ? Name : 1,
            6 => MaxId,
            7 => text[0] switch { 'v' => Version, 'i' => Imports, _ => Symbols },
            8 => Ion10,
            17 => IonSymbolTable,
            24 => LastId,
            _ => 0,
        };
        return candidate != 0 && text.SequenceEqual(Texts[candidate]) ? candidate : 0;
    }

    /// <summary>Whether a text is a system symbol.</summary>
    public static bool Contains(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[LongestText];
        return utf8.Length <= LongestText && Ascii.ToUtf16(utf8, text, out var length) == OperationStatus.Done && Find(text[..length]) != 0;
    }
}
