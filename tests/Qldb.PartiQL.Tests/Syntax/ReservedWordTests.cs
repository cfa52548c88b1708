using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Syntax;

public sealed class ReservedWordTests
{
    // partiql-dialect, section 1.10, complete.
    private const string Words =
        """
        ABSOLUTE ACTION ADD ALL ALLOCATE ALTER AND ANY ARE AS ASC ASSERTION AT AUTHORIZATION AVG BAG BEGIN BETWEEN BIT
        BIT_LENGTH BLOB BOOL BOOLEAN BOTH BY CASCADE CASCADED CASE CAST CATALOG CHAR CHARACTER CHARACTER_LENGTH
        CHAR_LENGTH CHECK CLOB CLOSE COALESCE COLLATE COLLATION COLUMN COMMIT CONNECT CONNECTION CONSTRAINT CONSTRAINTS
        CONTINUE CONVERT CORRESPONDING COUNT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP
        CURRENT_USER CURSOR DATE DATE_ADD DATE_DIFF DAY DEALLOCATE DEC DECIMAL DECLARE DEFAULT DEFERRABLE DEFERRED DELETE
        DESC DESCRIBE DESCRIPTOR DIAGNOSTICS DISCONNECT DISTINCT DOMAIN DOUBLE DROP ELSE END END-EXEC ESCAPE EXCEPT
        EXCEPTION EXEC EXECUTE EXISTS EXTERNAL EXTRACT FALSE FETCH FIRST FLOAT FOR FOREIGN FOUND FROM FULL GET GLOBAL GO
        GOTO GRANT GROUP HAVING HOUR IDENTITY IMMEDIATE IN INDEX INDICATOR INITIALLY INNER INPUT INSENSITIVE INSERT INT
        INTEGER INTERSECT INTERVAL INTO IS ISOLATION JOIN KEY LANGUAGE LAST LEADING LEFT LEVEL LIKE LIMIT LIST LOCAL LOWER
        MATCH MAX MIN MINUTE MISSING MODULE MONTH NAMES NATIONAL NATURAL NCHAR NEXT NO NOT NULL NULLIF NUMERIC
        OCTET_LENGTH OF ON ONLY OPEN OPTION OR ORDER OUTER OUTPUT OVERLAPS PAD PARTIAL PIVOT POSITION PRECISION PREPARE
        PRESERVE PRIMARY PRIOR PRIVILEGES PROCEDURE PUBLIC READ REAL REFERENCES RELATIVE REMOVE RESTRICT REVOKE RIGHT
        ROLLBACK ROWS SCHEMA SCROLL SECOND SECTION SELECT SESSION SESSION_USER SET SEXP SIZE SMALLINT SOME SPACE SQL
        SQLCODE SQLERROR SQLSTATE STRING STRUCT SUBSTRING SUM SYMBOL SYSTEM_USER TABLE TEMPORARY THEN TIME TIMESTAMP
        TIMEZONE_HOUR TIMEZONE_MINUTE TO TO_STRING TO_TIMESTAMP TRAILING TRANSACTION TRANSLATE TRANSLATION TRIM TRUE TUPLE
        TXID UNDROP UNION UNIQUE UNKNOWN UNPIVOT UPDATE UPPER USAGE USER USING UTCNOW VALUE VALUES VARCHAR VARYING VIEW
        WHEN WHENEVER WHERE WITH WORK WRITE YEAR ZONE
        """;

    public static TheoryData<string> All => [.. Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_reserved_word_is_an_identifier_only_in_double_quotes(string word)
    {
        var ledger = Fixture.EmptyTable();
        foreach (var spelling in new[] { word, word.ToLowerInvariant() })
        {
            Assert.Equal(PartiQLStage.Parser, ledger.Refuses($"CREATE TABLE {spelling}").Stage);
            Assert.Equal(PartiQLStage.Semantic, ledger.Refuses($"CREATE TABLE \"{spelling}\"").Stage);
            Assert.Equal(PartiQLStage.Parser, ledger.Refuses($"SELECT t.{spelling} FROM T AS t").Stage);
            Assert.Equal(PartiQLStage.Parser, ledger.Refuses($"SELECT t.k AS {spelling} FROM T AS t").Stage);
            ledger.Execute($"SELECT t.\"{spelling}\" AS \"{spelling}\" FROM T AS t WHERE \"{spelling}\" = 1");
        }
    }

    [Theory]
    [InlineData("history")]
    [InlineData("information_schema")]
    [InlineData("redact_revision")]
    [InlineData("aws_tags")]
    [InlineData("purge")]
    [InlineData("offset")]
    [InlineData("nulls")]
    public void Words_that_are_special_in_one_place_are_identifiers_elsewhere(string word)
    {
        var ledger = Fixture.EmptyTable(word);
        ledger.Execute($"INSERT INTO {word} {{'{word}': 1}}");
        ledger.Execute($"SELECT {word}.{word} FROM {word} AS {word}").Are($"{{{word}: 1}}");
    }
}
