using System.Security.Cryptography;
using System.Text.Json;
using Qldb.Ion;

namespace Qldb.Benchmarks.Ion;

/// <summary>Ion against what it is made of, or would be replaced by: SHA-256 alone, System.Text.Json.</summary>
internal sealed class MeasureIon : IMode
{
    public string Name => "measure ion";

    public string Usage => "hash, scan, look-up, mapping, text, merkle of Ion (or those named), each beside its baseline in interleaved rounds";

    public Task<int> RunAsync(string[] arguments)
    {
        (string Name, Action Measure)[] parts =
            [("hash", Hash), ("scan", Scan), ("look-up", LookUp), ("mapping", Map), ("text", Text), ("merkle", Merkle)];
        foreach (var (name, measure) in parts)
        {
            if (arguments.Length == 0 || arguments.Contains(name))
                measure();
        }

        return Task.FromResult(0);
    }

    private static void Hash()
    {
        var revision = IonElement.Parse(IonText.ToBinary(IonDocuments.Revision));
        var binary = revision.AsBinary();
        var calls = Structs(revision) + 1;
        var message = new byte[55];
        var digest = new byte[32];
        Console.WriteLine($"A revision of {binary.Length} bytes is hashed with {calls} calls of SHA-256.");
        Interleaved.Report("Ion hash of a revision, parsed", 0, () => IonHash.Compute(revision, digest), $"{calls} x SHA-256 of one block", () =>
        {
            for (var i = 0; i < calls; i++)
                SHA256.HashData(message, digest);
        });
        Interleaved.Report(
            "Ion hash of a revision, from bytes", 0, () => IonHash.Compute(binary.Span, digest), "SHA-256 of the bytes", () => SHA256.HashData(binary.Span, digest));
    }

    private static void Scan()
    {
        foreach (var count in new[] { 6, 700 })
        {
            var binary = IonText.ToBinary(IonDocuments.Registrations(count));
            var json = IonDocuments.Json(IonElement.Parse(binary));
            Interleaved.Report($"Scan of {binary.Length:N0} B, cursor", binary.Length, () => ScanIon(binary), $"Utf8JsonReader, {json.Length:N0} B", () => ScanJson(json));
            Interleaved.Report($"Parse of {binary.Length:N0} B, all checked", binary.Length, () => IonElement.Parse(binary), $"JsonDocument, {json.Length:N0} B", () => JsonDocument.Parse(json).Dispose());
        }
    }

    private static void LookUp()
    {
        var element = IonElement.ParseText(IonDocuments.Registrations(6)).EnumerateElements().Last();
        using var json = JsonDocument.Parse(IonDocuments.Json(element));
        Interleaved.Report("Owners.Primary.PersonId, parsed", 0, () => PersonOf(element), "JsonDocument, parsed", () => PersonOf(json.RootElement));
        var document = IonElement.ParseText("{Others:" + IonDocuments.Registrations(5) + ",Owners:{Primary:{PersonId:\"x\"}}}");
        Interleaved.Report("the same, last in 1 KB", 0, () => PersonOf(document), "JsonDocument, parsed", () => PersonOf(json.RootElement));
    }

    private static void Map()
    {
        var binary = IonText.ToBinary(IonDocuments.Registrations(5));
        var list = IonMapper.FromIonBinary<List<Registration>>(binary);
        var json = JsonSerializer.SerializeToUtf8Bytes(list);
        Interleaved.Report($"{binary.Length:N0} B to records", 0, () => IonMapper.FromIonBinary<List<Registration>>(binary), $"JsonSerializer, {json.Length:N0} B", () => JsonSerializer.Deserialize<List<Registration>>(json));
        Interleaved.Report("and back", 0, () => IonMapper.ToIonBinary(list), "JsonSerializer", () => JsonSerializer.SerializeToUtf8Bytes(list));
    }

    private static void Text()
    {
        foreach (var count in new[] { 6, 700 })
        {
            var text = IonDocuments.Registrations(count);
            var element = IonElement.ParseText(text);
            var json = IonDocuments.Json(element);
            Interleaved.Report($"Text of {text.Length:N0} B to binary", text.Length, () => IonText.ToBinary(text), $"JsonDocument, {json.Length:N0} B", () => JsonDocument.Parse(json).Dispose());
            Interleaved.Report("Binary to text", text.Length, () => element.ToString(), $"JsonNode.ToJsonString", JsonText(json));
        }
    }

    private static void Merkle()
    {
        var leaves = Enumerable.Range(0, 4096).Select(i => QldbHash.OfBytes(BitConverter.GetBytes(i))).ToArray();
        var pair = new byte[64];
        var digest = new byte[32];
        Interleaved.Report("Merkle root of 4,096 leaves", 0, () => MerkleTree.Root(leaves), "4,095 x SHA-256 of 64 B", () =>
        {
            for (var i = 1; i < leaves.Length; i++)
                SHA256.HashData(pair, digest);
        });
    }

    private static Action JsonText(byte[] json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        return () => node.ToJsonString();
    }

    private static int Structs(IonElement value) => value.Type switch
    {
        IonType.Struct => value.EnumerateFields().Sum(field => 1 + Structs(field.Value)),
        IonType.List => value.EnumerateElements().Sum(Structs),
        _ => 0,
    };

    private static string PersonOf(IonElement element) => element.GetField("Owners").GetField("Primary").GetField("PersonId").GetString();

    private static string PersonOf(JsonElement element) => element.GetProperty("Owners").GetProperty("Primary").GetProperty("PersonId").GetString()!;

    private static long ScanIon(byte[] binary)
    {
        var reader = new IonBinaryReader(binary);
        long sum = 0;
        while (true)
        {
            if (!reader.MoveNext())
            {
                if (reader.Depth == 0)
                    return sum;
                reader.StepOut();
                continue;
            }

            switch (reader.Type)
            {
                case IonType.List or IonType.Struct:
                    reader.StepIn();
                    break;
                case IonType.String:
                    sum += reader.GetUtf8().Length;
                    break;
                case IonType.Int:
                    reader.TryGetInt64(out var number);
                    sum += number;
                    break;
                case IonType.Decimal:
                    sum += reader.GetDecimal().Exponent;
                    break;
                case IonType.Float:
                    sum += (long)reader.GetDouble();
                    break;
                case IonType.Timestamp:
                    sum += (long)reader.GetTimestamp().Precision;
                    break;
                case IonType.Symbol:
                    sum += reader.GetSymbolText()!.Length;
                    break;
            }
        }
    }

    private static long ScanJson(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        long sum = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    sum += reader.ValueSpan.Length;
                    break;
                case JsonTokenType.Number:
                    sum += (long)reader.GetDouble();
                    break;
            }
        }

        return sum;
    }

    internal sealed record Registration(
        string VIN, string LicensePlate, string State, decimal PendingAmount, DateOnly ValidFrom, DateTimeOffset ValidTo, int Seats, double Weight,
        bool Active, Owners Owners);

    internal sealed record Owners(Person Primary, List<string> Secondary);

    internal sealed record Person(string PersonId);
}
