using System.Text.Json;
using Amazon.IonDotnet.Builders;

namespace Polyfills.Tests.IonDotnet;

public sealed class JsonTests
{
    [Theory]
    [InlineData("null.int", "null")]
    [InlineData("true", "true")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("1d3", "1e3")]
    [InlineData("5.", "5")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("1.25e0", "1.25")]
    [InlineData("nan", "null")]
    [InlineData("-inf", "null")]
    [InlineData("2007-02-23T12:14:33.079-08:00", "\"2007-02-23T12:14:33.079-08:00\"")]
    [InlineData("a::sym", "\"sym\"")]
    [InlineData("$0", "\"$0\"")]
    [InlineData("\"a\\\"\\n<é>\"", "\"a\\\"\\n<é>\"")]
    [InlineData("{{AQI=}}", "\"AQI=\"")]
    [InlineData("[1, [], {}]", "[1,[],{}]")]
    [InlineData("{a: 1, 'b c': null.struct, a: 2}", "{\"a\":1,\"b c\":null,\"a\":2}")]
    [InlineData("1 {a: 1} x", "1 {\"a\":1} \"x\"")]
    public void Ion_becomes_the_nearest_JSON(string ion, string json) =>
        Assert.Equal(json, Ion.Text(IonLoader.Default.Load(ion).WriteTo, IonTextOptions.Json));

    [Theory]
    [InlineData("(1)")]
    [InlineData("{{\"clob\"}}")]
    public void What_JSON_has_no_form_for_is_refused(string ion) =>
        Assert.Throws<NotSupportedException>(() => Ion.Text(Ion.Value(ion).WriteTo, IonTextOptions.Json));

    [Fact]
    public void The_result_is_JSON_at_any_depth()
    {
        var nested = string.Concat(Enumerable.Repeat("[", 128)) + string.Concat(Enumerable.Repeat("]", 128));

        var json = Ion.Text(Ion.Value(nested).WriteTo, IonTextOptions.Json);

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 129 });
        Assert.Equal(nested, json);
    }
}
