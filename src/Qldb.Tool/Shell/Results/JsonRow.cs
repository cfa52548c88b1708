using System.Globalization;
using System.Text;
using System.Text.Json;
using Qldb.Ion;

namespace Qldb.Tool.Shell.Results;

/// <summary>
/// Ion as JSON, by Ion's own rules for it: annotations vanish, every null is null, symbols and timestamps are strings, blobs are base64, clobs text, decimals
/// and floats numbers with all their digits; what JSON has no number for (nan, +inf, -inf) is null.
/// </summary>
internal static class JsonRow
{
    public static void Write(Utf8JsonWriter json, IonElement value)
    {
        if (value.IsNull)
        {
            json.WriteNullValue();
            return;
        }

        switch (value.Type)
        {
            case IonType.Bool: json.WriteBooleanValue(value.GetBoolean()); break;
            case IonType.Int: json.WriteRawValue(value.GetBigInteger().ToString(CultureInfo.InvariantCulture), skipInputValidation: true); break;
            case IonType.Float: WriteFloat(json, value.GetDouble()); break;
            case IonType.Decimal: json.WriteRawValue(Number(value.GetDecimal()), skipInputValidation: true); break;
            case IonType.Timestamp: json.WriteStringValue(value.GetTimestamp().ToString()); break;
            case IonType.Symbol: json.WriteStringValue(value.GetSymbolText()); break;
            case IonType.String: json.WriteStringValue(value.GetString()); break;
            case IonType.Blob: json.WriteBase64StringValue(value.GetLob()); break;
            case IonType.Clob: json.WriteStringValue(Encoding.Latin1.GetString(value.GetLob())); break;
            case IonType.Struct: WriteStruct(json, value); break;
            default: WriteList(json, value); break;
        }
    }

    private static void WriteFloat(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Ion writes 5d3 and 5. where JSON writes 5e3 and 5.</summary>
    private static string Number(IonDecimal number) => number.ToString().Replace('d', 'e').TrimEnd('.');

    private static void WriteStruct(Utf8JsonWriter json, IonElement value)
    {
        json.WriteStartObject();
        foreach (var field in value.EnumerateFields())
        {
            json.WritePropertyName(field.Name ?? "$0");
            Write(json, field.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IonElement value)
    {
        json.WriteStartArray();
        foreach (var element in value.EnumerateElements())
        {
            Write(json, element);
        }

        json.WriteEndArray();
    }
}
