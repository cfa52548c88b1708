using Xunit;

namespace Qldb.Ion.Tests.Text;

public sealed class IonTextTests
{
    /// <summary>Found by fuzzing: any value so annotated was taken for a symbol table, and read as a struct.</summary>
    [Theory]
    [InlineData("$ion_symbol_table::{{AQID}}")]
    [InlineData("$ion_symbol_table::[1]")]
    [InlineData("$ion_symbol_table::\"a\"")]
    [InlineData("$ion_symbol_table::null.struct")]
    [InlineData("a::$ion_symbol_table::{}")]
    [InlineData("[$ion_symbol_table::{symbols: 1}]")]
    public void Only_a_struct_is_a_symbol_table(string text) => Assert.Equal(text, IonElement.ParseText(text).ToString());

    /// <summary>Found by fuzzing: such a symbol was written bare, and read as the marker of an unknown version.</summary>
    [Theory]
    [InlineData("$ion_9_0", "'$ion_9_0'")]
    [InlineData("$ion_12_34", "'$ion_12_34'")]
    [InlineData("$ion_1_0a", "$ion_1_0a")]
    [InlineData("$ion_1", "$ion_1")]
    [InlineData("$ion_1_", "$ion_1_")]
    [InlineData("$ion__1", "$ion__1")]
    public void A_symbol_that_looks_like_a_version_marker_is_quoted(string symbol, string text)
    {
        Assert.Equal(text, IonElement.OfSymbol(symbol).ToString());
        Assert.Equal(IonElement.OfSymbol(symbol), IonElement.ParseText(text));
    }

    [Theory]
    [InlineData("{a: 1,\n b: }", 2, 5)]
    [InlineData("[1, 2", 1, 6)]
    [InlineData("[1, ", 1, 1)]
    [InlineData("\"abc", 1, 1)]
    [InlineData("{\r\n  a: 01\r\n}", 2, 6)]
    [InlineData("1 2", 1, 4)]
    [InlineData("2020-02-30", 1, 1)]
    [InlineData("\"\\q\"", 1, 2)]
    [InlineData("", 1, 1)]
    public void An_error_names_line_and_column(string text, int line, int column)
    {
        var error = Assert.Throws<IonFormatException>(() => IonText.ToBinary(text));
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains($"line {line}, column {column}", error.Message);
    }

    [Fact]
    public void Lines_are_counted_across_blocks_and_values()
    {
        var text = string.Concat(Enumerable.Repeat("{a: \"some text\",\r\n b: 2}\n", 5000)) + "   ]";
        var error = Assert.Throws<IonFormatException>(() => IonText.ReadAll(text).Count());
        Assert.Equal((10_001, 4), (error.Line, error.Column));
    }

    [Fact]
    public void Symbol_tables_and_version_markers_hold_until_the_next()
    {
        var values = IonText.ReadAll("$ion_symbol_table::{symbols: [\"a\"]} $10 $ion_symbol_table::{imports: $ion_symbol_table, symbols: [\"b\"]} $10 $11 $ion_1_0 x");
        Assert.Equal(["a", "a", "b", "x"], values.Select(value => value.GetString()));
        Assert.Throws<IonFormatException>(() => IonText.ReadAll("$ion_symbol_table::{symbols: [\"a\"]} $ion_1_0 $10").ToList());
        Assert.Throws<IonFormatException>(() => IonText.ReadAll("$ion_1_1 1").ToList());
    }

    [Fact]
    public void A_file_with_bytes_that_are_no_text_is_refused()
    {
        var error = Assert.Throws<IonFormatException>(() => IonText.ReadAll(new MemoryStream([.. "[1, \""u8, 0xFF, .. "\"]"u8])).ToList());
        Assert.NotNull(error.Offset);
    }
}
