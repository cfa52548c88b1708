using System.Security.Cryptography;
using Xunit;

namespace Qldb.Ion.Tests.Conformance;

/// <summary>
/// The public data ion-hash-test. It expects hashes by identity and MD5; the reference must give those, and the product the same
/// SHA-256 as the reference.
/// </summary>
public sealed class IonHashSuite
{
    private static readonly ReferenceIonHash Identity = new(bytes => bytes);
    private static readonly ReferenceIonHash Md5 = new(MD5.HashData);
    private static readonly ReferenceIonHash Sha256 = new(SHA256.HashData);

    [ConformanceFact]
    public void The_reference_gives_every_expected_digest()
    {
        var checkedCount = 0;
        foreach (var test in Tests())
        {
            Assert.True(test.TryGetField("expect", out var expect));
            foreach (var field in expect.EnumerateFields())
            {
                var reference = field.Name == "identity" ? Identity : Md5;
                var expected = field.Value.EnumerateElements()
                    .LastOrDefault(call => call.GetAnnotations()[0] is "digest" or "final_digest");
                if (expected.IsUndefined)
                    continue;
                Assert.Equal(Bytes(expected), reference.Of(ValueOf(test)));
                checkedCount++;
            }
        }

        Assert.True(checkedCount >= 170, $"Only {checkedCount} digests were found");
    }

    [ConformanceFact]
    public void The_hash_of_every_test_value_is_the_references_in_binary_and_through_text()
    {
        foreach (var test in Tests())
        {
            var value = ValueOf(test);
            var expected = Sha256.Of(value);
            Assert.Equal(expected, QldbHash.Of(value).ToArray());
            Assert.Equal(expected, QldbHash.OfIonBinary(value.ToBinary()).ToArray());
            Assert.Equal(expected, QldbHash.Of(IonElement.ParseText(value.ToString())).ToArray());
        }
    }

    [ConformanceFact]
    public void Awkward_strings_have_the_references_hash_wherever_they_stand()
    {
        var lines = File.ReadAllLines(ConformanceData.PathOf("ion-hash", "big_list_of_naughty_strings.txt"));
        foreach (var line in lines.Where(line => !line.StartsWith("ion::", StringComparison.Ordinal) && !line.StartsWith("invalid_ion::", StringComparison.Ordinal)))
        {
            foreach (var value in Everywhere(line))
                Assert.Equal(Sha256.Of(value), QldbHash.Of(value).ToArray());
        }
    }

    [ConformanceFact]
    public void Awkward_Ion_is_read_or_refused_and_hashed_as_the_reference_does()
    {
        foreach (var line in File.ReadAllLines(ConformanceData.PathOf("ion-hash", "big_list_of_naughty_strings.txt")))
        {
            if (line.StartsWith("ion::", StringComparison.Ordinal))
            {
                foreach (var value in IonText.ReadAll(line["ion::".Length..]))
                    Assert.Equal(Sha256.Of(value), QldbHash.Of(value).ToArray());
            }
            else if (line.StartsWith("invalid_ion::", StringComparison.Ordinal))
            {
                Assert.Throws<IonFormatException>(() => IonText.ReadAll(line["invalid_ion::".Length..]).ToList());
            }
        }
    }

    private static IEnumerable<IonElement> Everywhere(string text)
    {
        yield return IonElement.OfString(text);
        yield return IonElement.OfSymbol(text);
        yield return IonElement.OfBlob(System.Text.Encoding.UTF8.GetBytes(text));
        using var writer = new IonBinaryWriter();
        writer.WriteAnnotation(text);
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(text);
        writer.WriteAnnotation(text);
        writer.WriteString(text);
        writer.WriteFieldName(text);
        writer.StepIn(IonType.List);
        writer.WriteSymbol(text);
        writer.StepOut();
        writer.StepOut();
        yield return IonElement.Parse(writer.ToArray());
    }

    private static IEnumerable<IonElement> Tests()
    {
        using var file = File.OpenRead(ConformanceData.PathOf("ion-hash", "ion_hash_tests.ion"));
        foreach (var test in IonText.ReadAll(file))
            yield return test;
    }

    private static IonElement ValueOf(IonElement test)
    {
        if (test.TryGetField("ion", out var value))
            return value;
        Assert.True(test.TryGetField("10n", out var bytes));
        return IonElement.Parse((byte[])[0xE0, 0x01, 0x00, 0xEA, .. Bytes(bytes)]);
    }

    private static byte[] Bytes(IonElement sexp) => [.. sexp.EnumerateElements().Select(b => (byte)b.GetInt64())];
}
