using Qldb.Tool.Shell.Editing;

namespace Qldb.Tool.Tests.Shell.Editing;

/// <summary>A line does what its keys say. The bar in the expected text is the cursor.</summary>
public sealed class EditedLineTests
{
    private readonly EditedLine _line = new();

    [Fact]
    public void Text_is_inserted_where_the_cursor_is()
    {
        _line.Insert("SELECT");
        _line.Home();
        _line.Insert("x");
        Assert.Equal("x|SELECT", Shown());
        _line.End();
        _line.Left();
        _line.Insert("!");
        Assert.Equal("xSELEC!|T", Shown());
    }

    [Fact]
    public void Words_are_jumped_over_and_deleted()
    {
        _line.Set("SELECT a.b FROM t");
        _line.WordLeft();
        _line.WordLeft();
        Assert.Equal("SELECT a.b |FROM t", Shown());
        _line.DeleteWordLeft();
        Assert.Equal("SELECT a.|FROM t", Shown());
        _line.WordRight();
        Assert.Equal("SELECT a.FROM| t", Shown());
        _line.DeleteToEnd();
        Assert.Equal("SELECT a.FROM|", Shown());
        _line.WordLeft();
        _line.DeleteToHome();
        Assert.Equal("|FROM", Shown());
    }

    [Fact]
    public void Keys_at_the_ends_do_nothing()
    {
        _line.Left();
        _line.Backspace();
        _line.Delete();
        _line.WordLeft();
        Assert.Equal("|", Shown());
        _line.Set("a");
        _line.Right();
        _line.Delete();
        _line.WordRight();
        Assert.Equal("a|", Shown());
    }

    [Fact]
    public void A_character_of_two_code_units_is_one_key()
    {
        _line.Set("a😀b");
        _line.Left();
        _line.Left();
        Assert.Equal("a|😀b", Shown());
        _line.Delete();
        Assert.Equal("a|b", Shown());
        _line.Insert("😀");
        _line.Backspace();
        Assert.Equal("a|b", Shown());
    }

    private string Shown() => _line.Text.Insert(_line.Cursor, "|");
}
