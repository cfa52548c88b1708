using System.Collections.Frozen;

namespace Qldb.PartiQL.Syntax;

/// <summary>The words that name nothing unless they stand in double quotes (partiql-dialect, section 1.10).</summary>
internal static class ReservedWords
{
    private const int LongestWord = 17;

    private static readonly FrozenDictionary<string, TokenKind> words = Words().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> lookup =
        words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static IReadOnlyCollection<string> All => words.Keys;

    public static bool Contains(string word) => words.ContainsKey(word);

    /// <summary>The keyword's kind, or <see cref="TokenKind.Identifier"/> for any other word.</summary>
    public static TokenKind KindOf(ReadOnlySpan<char> word) =>
        word.Length <= LongestWord && lookup.TryGetValue(word, out var kind) ? kind : TokenKind.Identifier;

    private static Dictionary<string, TokenKind> Words()
    {
        const string WithoutMeaning =
            """
            ABSOLUTE ACTION ADD ALL ALLOCATE ALTER ANY ARE ASSERTION AUTHORIZATION BAG BEGIN BIT BIT_LENGTH BLOB BOOL BOOLEAN CASCADE
            CASCADED CATALOG CHAR CHARACTER CHECK CLOB CLOSE COLLATE COLLATION COLUMN COMMIT CONNECT CONNECTION CONSTRAINT CONSTRAINTS
            CONTINUE CONVERT CORRESPONDING CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATE DAY DEALLOCATE
            DEC DECIMAL DECLARE DEFAULT DEFERRABLE DEFERRED DESCRIBE DESCRIPTOR DIAGNOSTICS DISCONNECT DOMAIN DOUBLE END-EXEC EXCEPTION
            EXECUTE EXTERNAL FETCH FLOAT FOREIGN FOUND GET GLOBAL GO GOTO GRANT HOUR IDENTITY IMMEDIATE INDICATOR INITIALLY INPUT
            INSENSITIVE INT INTEGER INTERVAL ISOLATION KEY LANGUAGE LEVEL LIST LOCAL MATCH MINUTE MODULE MONTH NAMES NATIONAL NATURAL
            NCHAR NEXT NO NUMERIC OCTET_LENGTH OF ONLY OPEN OPTION OUTPUT OVERLAPS PAD PARTIAL POSITION PRECISION PREPARE PRESERVE
            PRIMARY PRIOR PRIVILEGES PROCEDURE PUBLIC READ REAL REFERENCES RELATIVE RESTRICT REVOKE ROLLBACK ROWS SCHEMA SCROLL SECOND
            SECTION SESSION SESSION_USER SEXP SMALLINT SOME SPACE SQL SQLCODE SQLERROR SQLSTATE STRING STRUCT SYMBOL SYSTEM_USER
            TEMPORARY TIME TIMESTAMP TIMEZONE_HOUR TIMEZONE_MINUTE TO TRANSACTION TRANSLATE TRANSLATION TUPLE UNIQUE UNKNOWN USAGE USER
            USING VARCHAR VARYING VIEW WHENEVER WORK WRITE YEAR ZONE
            """;
        var kinds = new Dictionary<string, TokenKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["AND"] = TokenKind.AndKeyword,
            ["AS"] = TokenKind.AsKeyword,
            ["ASC"] = TokenKind.AscKeyword,
            ["AT"] = TokenKind.AtKeyword,
            ["AVG"] = TokenKind.AvgKeyword,
            ["BETWEEN"] = TokenKind.BetweenKeyword,
            ["BOTH"] = TokenKind.BothKeyword,
            ["BY"] = TokenKind.ByKeyword,
            ["CASE"] = TokenKind.CaseKeyword,
            ["CAST"] = TokenKind.CastKeyword,
            ["CHARACTER_LENGTH"] = TokenKind.CharacterLengthKeyword,
            ["CHAR_LENGTH"] = TokenKind.CharLengthKeyword,
            ["COALESCE"] = TokenKind.CoalesceKeyword,
            ["COUNT"] = TokenKind.CountKeyword,
            ["CREATE"] = TokenKind.CreateKeyword,
            ["CROSS"] = TokenKind.CrossKeyword,
            ["DATE_ADD"] = TokenKind.DateAddKeyword,
            ["DATE_DIFF"] = TokenKind.DateDiffKeyword,
            ["DELETE"] = TokenKind.DeleteKeyword,
            ["DESC"] = TokenKind.DescKeyword,
            ["DISTINCT"] = TokenKind.DistinctKeyword,
            ["DROP"] = TokenKind.DropKeyword,
            ["ELSE"] = TokenKind.ElseKeyword,
            ["END"] = TokenKind.EndKeyword,
            ["ESCAPE"] = TokenKind.EscapeKeyword,
            ["EXCEPT"] = TokenKind.ExceptKeyword,
            ["EXEC"] = TokenKind.ExecKeyword,
            ["EXISTS"] = TokenKind.ExistsKeyword,
            ["EXTRACT"] = TokenKind.ExtractKeyword,
            ["FALSE"] = TokenKind.FalseKeyword,
            ["FIRST"] = TokenKind.FirstKeyword,
            ["FOR"] = TokenKind.ForKeyword,
            ["FROM"] = TokenKind.FromKeyword,
            ["FULL"] = TokenKind.FullKeyword,
            ["GROUP"] = TokenKind.GroupKeyword,
            ["HAVING"] = TokenKind.HavingKeyword,
            ["IN"] = TokenKind.InKeyword,
            ["INDEX"] = TokenKind.IndexKeyword,
            ["INNER"] = TokenKind.InnerKeyword,
            ["INSERT"] = TokenKind.InsertKeyword,
            ["INTERSECT"] = TokenKind.IntersectKeyword,
            ["INTO"] = TokenKind.IntoKeyword,
            ["IS"] = TokenKind.IsKeyword,
            ["JOIN"] = TokenKind.JoinKeyword,
            ["LAST"] = TokenKind.LastKeyword,
            ["LEADING"] = TokenKind.LeadingKeyword,
            ["LEFT"] = TokenKind.LeftKeyword,
            ["LIKE"] = TokenKind.LikeKeyword,
            ["LIMIT"] = TokenKind.LimitKeyword,
            ["LOWER"] = TokenKind.LowerKeyword,
            ["MAX"] = TokenKind.MaxKeyword,
            ["MIN"] = TokenKind.MinKeyword,
            ["MISSING"] = TokenKind.MissingKeyword,
            ["NOT"] = TokenKind.NotKeyword,
            ["NULL"] = TokenKind.NullKeyword,
            ["NULLIF"] = TokenKind.NullIfKeyword,
            ["ON"] = TokenKind.OnKeyword,
            ["OR"] = TokenKind.OrKeyword,
            ["ORDER"] = TokenKind.OrderKeyword,
            ["OUTER"] = TokenKind.OuterKeyword,
            ["PIVOT"] = TokenKind.PivotKeyword,
            ["REMOVE"] = TokenKind.RemoveKeyword,
            ["RIGHT"] = TokenKind.RightKeyword,
            ["SELECT"] = TokenKind.SelectKeyword,
            ["SET"] = TokenKind.SetKeyword,
            ["SIZE"] = TokenKind.SizeKeyword,
            ["SUBSTRING"] = TokenKind.SubstringKeyword,
            ["SUM"] = TokenKind.SumKeyword,
            ["TABLE"] = TokenKind.TableKeyword,
            ["THEN"] = TokenKind.ThenKeyword,
            ["TO_STRING"] = TokenKind.ToStringKeyword,
            ["TO_TIMESTAMP"] = TokenKind.ToTimestampKeyword,
            ["TRAILING"] = TokenKind.TrailingKeyword,
            ["TRIM"] = TokenKind.TrimKeyword,
            ["TRUE"] = TokenKind.TrueKeyword,
            ["TXID"] = TokenKind.TxIdKeyword,
            ["UNDROP"] = TokenKind.UndropKeyword,
            ["UNION"] = TokenKind.UnionKeyword,
            ["UNPIVOT"] = TokenKind.UnpivotKeyword,
            ["UPDATE"] = TokenKind.UpdateKeyword,
            ["UPPER"] = TokenKind.UpperKeyword,
            ["UTCNOW"] = TokenKind.UtcNowKeyword,
            ["VALUE"] = TokenKind.ValueKeyword,
            ["VALUES"] = TokenKind.ValuesKeyword,
            ["WHEN"] = TokenKind.WhenKeyword,
            ["WHERE"] = TokenKind.WhereKeyword,
            ["WITH"] = TokenKind.WithKeyword,
        };
        foreach (var word in WithoutMeaning.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            kinds.Add(word, TokenKind.ReservedWord);
        }

        return kinds;
    }
}
