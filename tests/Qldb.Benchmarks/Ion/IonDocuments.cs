using System.Text;
using System.Text.Json;
using Qldb.Ion;

namespace Qldb.Benchmarks.Ion;

/// <summary>The documents that the Ion figures are about.</summary>
internal static class IonDocuments
{
    /// <summary>A revision as a journal holds it: 484 bytes in binary without its symbol table being shared.</summary>
    public const string Revision = """
        {blockAddress:{strandId:"KmA3ZZca7vAIiJAK9S5Iwl",sequenceNo:100},hash:{{mHVex/yjHAWjFPpwhBuH2GKXmKJjK2FBa9faqoUVNtg=}},
         data:{VIN:"1N4AL11D75C109151",LicensePlateNumber:"LEWISR261LL",State:"WA",PendingPenaltyTicketAmount:90.25,ValidFromDate:2017-08-21,
         ValidToDate:2020-05-11,Owners:{PrimaryOwner:{PersonId:"BFJKdXhnLRT27sXBnojNGW"},SecondaryOwners:[{PersonId:"CMVdR77XP8zAglmmFDGTvt"}]},City:"Everett"},
         metadata:{id:"JUJgkIcNbhS2goq8RqLuZ4",version:3,txTime:2019-09-16T19:37:05.344Z,txId:"FnQeJBAicTX0Ah32ZnVtSX"}}
        """;

    /// <summary>A list of vehicle registrations: strings, symbol, decimal, timestamps, int, float, bool, nested struct and list.</summary>
    public static string Registrations(int count)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < count; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$$"""
                {VIN:"1N4AL11D75C{{{i:000000}}}",LicensePlate:"LEWISR{{{i}}}LL",State:WA,PendingAmount:{{{90 + i}}}.25,ValidFrom:2017-08-21T,
                ValidTo:2020-05-11T12:30:45.123Z,Seats:{{{i % 9}}},Weight:{{{1000 + i}}}.5e0,Active:true,
                Owners:{Primary:{PersonId:"BFJKdXhnLRT27sXB{{{i:000000}}}"},Secondary:["CMVdR77XP8zAglmm{{{i:000000}}}"]}},
                """);
        }

        return text.Append(']').ToString();
    }

    public static byte[] Json(IonElement value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            WriteJson(writer, value);
        return stream.ToArray();
    }

    private static void WriteJson(Utf8JsonWriter writer, IonElement value)
    {
        switch (value.Type)
        {
            case IonType.Struct:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateFields())
                {
                    writer.WritePropertyName(field.Name!);
                    WriteJson(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case IonType.List:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateElements())
                    WriteJson(writer, element);
                writer.WriteEndArray();
                break;
            case IonType.Int:
                writer.WriteNumberValue(value.GetInt64());
                break;
            case IonType.Decimal:
                writer.WriteNumberValue(value.GetDecimal().ToDecimal());
                break;
            case IonType.Float:
                writer.WriteNumberValue(value.GetDouble());
                break;
            case IonType.Bool:
                writer.WriteBooleanValue(value.GetBoolean());
                break;
            case IonType.String or IonType.Symbol:
                writer.WriteStringValue(value.GetString());
                break;
            case IonType.Blob:
                writer.WriteBase64StringValue(value.GetLob());
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }
}
