using Akka.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Config = Akka.Configuration.Config;

namespace Polyfills.Tests.Akka;

/// <summary>A missing path is a default, never an exception; a value of the wrong form throws, and only when it is asked for.</summary>
public sealed class HoconTests
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Fact]
    public void A_missing_path_is_the_default()
    {
        var config = Parse("a = 1");
        Assert.Null(config.GetString("b.c"));
        Assert.Equal("x", config.GetString("b.c", "x"));
        Assert.Equal(0, config.GetInt("b"));
        Assert.Equal(7, config.GetInt("b", 7));
        Assert.False(config.GetBoolean("b"));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("b"));
        Assert.Null(config.GetConfig("b"));
        Assert.Empty(config.GetStringList("b"));
        Assert.False(config.HasPath("b"));
    }

    [Fact]
    public void A_value_of_the_wrong_form_throws_only_when_asked_for()
    {
        var config = Parse("a = text");
        Assert.Throws<FormatException>(() => config.GetInt("a"));
        Assert.Throws<FormatException>(() => config.GetTimeSpan("a"));
        Assert.Throws<NotSupportedException>(() => config.GetBoolean("a"));
        Assert.Empty(config.GetStringList("a"));
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Booleans_are_four_words(string text, bool value) => Assert.Equal(value, Parse($"a = {text}").GetBoolean("a"));

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("1")]
    [InlineData("TRUE")]
    public void Other_words_are_no_booleans(string text) => Assert.Throws<NotSupportedException>(() => Parse($"a = {text}").GetBoolean("a"));

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5ms", 5)]
    [InlineData("5 s", 5_000)]
    [InlineData("1.5 seconds", 1_500)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("infinite", -1)]
    public void Durations_have_units_and_a_bare_number_is_milliseconds(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Parse($"a = {text}").GetTimeSpan("a"));

    [Theory]
    [InlineData("-1s")]
    [InlineData("5us")]
    public void Negative_durations_and_microseconds_throw(string text) => Assert.Throws<FormatException>(() => Parse($"a = \"{text}\"").GetTimeSpan("a"));

    [Theory]
    [InlineData("10", 10)]
    [InlineData("10b", 10)]
    [InlineData("1k", 1_024)]
    [InlineData("1K", 1_024)]
    [InlineData("1KiB", 1_024)]
    [InlineData("1kB", 1_000)]
    [InlineData("2m", 2_097_152)]
    [InlineData("2MB", 2_000_000)]
    public void Sizes_have_units(string text, long bytes) => Assert.Equal(bytes, Parse($"a = {text}").GetByteSize("a"));

    [Fact]
    public void A_fallback_fills_in_below_and_objects_merge_key_by_key()
    {
        var config = Parse("a { x = 1, l = [1] }").WithFallback(Parse("a { x = 2, y = 3, l = [2, 3] }, b = 4"));
        Assert.Equal((1, 3, 4), (config.GetInt("a.x"), config.GetInt("a.y"), config.GetInt("b")));
        Assert.Equal([1], config.GetIntList("a.l"));
        Assert.Equal(3, config.GetConfig("a").GetInt("y"));
        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
        Assert.Same(config, config.WithFallback(null));
    }

    [Fact]
    public void The_syntax_is_forgiving_where_the_original_is()
    {
        var config = Parse("""
            # a comment
            a : 1 // another
            "q.k" = quoted
            b { c.d = two words, e = "esc\t\u0041" }
            b { f = ${a} }
            list = [x, "y", ]
            more = ${list}[z]
            text = '''
            """.Replace("'''", "\"\"\"\n  kept as it is\n\"\"\"") + "\nopen { g = 1");
        Assert.Equal("quoted", config.GetString("\"q.k\""));
        Assert.Equal("two words", config.GetString("b.c.d"));
        Assert.Equal("esc\tA", config.GetString("b.e"));
        Assert.Equal(1, config.GetInt("b.f"));
        Assert.Equal(["x", "y", "z"], config.GetStringList("more"));
        Assert.Equal("\n  kept as it is\n", config.GetString("text"));
        Assert.Equal(1, config.GetInt("open.g"));
    }

    [Fact]
    public void Later_wins_object_over_scalar_and_scalar_over_object()
    {
        Assert.Equal(2, Parse("a = 1\na = 2").GetInt("a"));
        Assert.Equal(1, Parse("a = 1\na { b = 1 }").GetInt("a.b"));
        Assert.Equal(1, Parse("a { b = 1 }\na = 1").GetInt("a"));
    }

    [Theory]
    [InlineData("a = 1 b = 2")]
    [InlineData("a = http://x")]
    [InlineData("a = x=y")]
    public void Two_assignments_on_a_line_and_bare_colons_throw(string hocon) => Assert.Throws<ConfigurationException>(() => Parse(hocon));

    [Theory]
    [InlineData("a = ${nowhere}")]
    [InlineData("a = ${?nowhere}")]
    public void Substitutions_that_lead_nowhere_throw(string hocon) => Assert.Throws<FormatException>(() => Parse(hocon));

    [Fact]
    public void Any_string_survives_quoting() => Prop.ForAll<NonNull<string>>(text =>
    {
        var quoted = "\"" + string.Concat(text.Get.Select(c => $"\\u{(int)c:x4}")) + "\"";
        return Parse($"a = {quoted}").GetString("a") == text.Get;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_parses_or_throws_one_of_two_exceptions() => Prop.ForAll<NonNull<string>>(text =>
    {
        try
        {
            Parse(text.Get).GetString("a");
            return true;
        }
        catch (Exception cause) when (cause is ConfigurationException or FormatException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();
}
