using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qldb.Ion;
using Qldb.Tool.Shell.Results;

namespace Qldb.Tool.Tests.Shell.Results;

/// <summary>Ion becomes JSON by Ion's own rules.</summary>
public sealed class JsonRowTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData("null.struct", "null")]
    [InlineData("true", "true")]
    [InlineData("-7", "-7")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1.50", "1.50")]
    [InlineData("5.", "5")]
    [InlineData("-0.", "-0")]
    [InlineData("5d3", "5e3")]
    [InlineData("1d-100", "1e-100")]
    [InlineData("2.5e0", "2.5")]
    [InlineData("nan", "null")]
    [InlineData("-inf", "null")]
    [InlineData("2020-01-02T03:04:05.600+01:00", "\"2020-01-02T03:04:05.600+01:00\"")]
    [InlineData("hello", "\"hello\"")]
    [InlineData("\"say \\\"čau\\\"\\n\"", "\"say \\\"čau\\\"\\n\"")]
    [InlineData("{{aGVsbG8=}}", "\"aGVsbG8=\"")]
    [InlineData("{{\"caf\\xe9\"}}", "\"café\"")]
    [InlineData("note::[1, (a b), {}]", "[1,[\"a\",\"b\"],{}]")]
    [InlineData("{a: 1, 'b c': {d: []}}", "{\"a\":1,\"b c\":{\"d\":[]}}")]
    public void Each_type_has_its_form(string ion, string json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            JsonRow.Write(writer, IonElement.ParseText(ion));
        }

        Assert.Equal(json, Encoding.UTF8.GetString(buffer.ToArray()));
        using var valid = JsonDocument.Parse(buffer.ToArray());
        Assert.NotEqual(JsonValueKind.Undefined, valid.RootElement.ValueKind);
    }
}
