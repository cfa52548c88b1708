using Qldb.Ion.Tests.Conformance;
using Qldb.Ion.Tests.Support;
using Xunit;

namespace Qldb.Ion.Tests.Binary;

public sealed class IonBinaryReaderTests
{
    public static IEnumerable<object[]> Good => IonFile.Under("good").Where(file => ((string)file[0]).EndsWith(".10n", StringComparison.Ordinal) || file[0] is "(absent)");

    [Fact]
    public void The_cursor_goes_through_a_document_in_order()
    {
        var reader = new IonBinaryReader(IonText.ToBinary("a::{name: \"Ada\", scores: [1, 2.50, null.int], at: 2020-01-01T00:00Z, raw: {{aGk=}}}"));
        Assert.True(reader.MoveNext());
        Assert.Equal(["a"], reader.GetAnnotations());
        reader.StepIn();
        Assert.True(reader.MoveNext());
        Assert.Equal("name", reader.FieldName);
        Assert.Equal("Ada", reader.GetString());
        Assert.True(reader.MoveNext());
        reader.StepIn();
        Assert.False(reader.IsInStruct);
        Assert.True(reader.MoveNext());
        Assert.True(reader.TryGetInt64(out var one));
        Assert.Equal(1, one);
        Assert.True(reader.MoveNext());
        Assert.Equal(2.50m, reader.GetDecimal().ToDecimal());
        Assert.True(reader.MoveNext());
        Assert.True(reader.IsNull);
        Assert.Equal(IonType.Int, reader.Type);
        Assert.False(reader.MoveNext());
        reader.StepOut();
        Assert.True(reader.MoveNext());
        Assert.Equal("at", reader.FieldName);
        Assert.Equal(IonTimestamp.Parse("2020-01-01T00:00Z"), reader.GetTimestamp());
        Assert.True(reader.MoveNext());
        Assert.Equal("hi"u8, reader.GetLob());
        Assert.False(reader.MoveNext());
        reader.StepOut();
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Stepping_out_half_way_passes_over_the_rest()
    {
        var reader = new IonBinaryReader(IonText.ToBinary("[[1, 2, 3], 4]"));
        reader.MoveNext();
        reader.StepIn();
        reader.MoveNext();
        reader.StepIn();
        reader.MoveNext();
        reader.StepOut();
        Assert.True(reader.MoveNext());
        Assert.True(reader.TryGetInt64(out var four));
        Assert.Equal(4, four);
    }

    [Fact]
    public void A_scan_of_a_document_allocates_nothing()
    {
        var bytes = IonText.ToBinary("{a: 1, b: [x, \"y\", 2.5, 1e0], c: {d: 2020T}}");

        // Its symbol table is remembered when it comes back.
        Assert.Equal(0, Allocated.LeastBytes(() => Scan(bytes)));
        Assert.Equal(9, Scan(bytes));
    }

    [Fact]
    public void Calls_out_of_place_are_refused()
    {
        var bytes = IonText.ToBinary("1");
        Assert.Throws<InvalidOperationException>(() => new IonBinaryReader(bytes).Type);
        Assert.Throws<InvalidOperationException>(() => StepOutAtTop(bytes));
        Assert.Throws<InvalidOperationException>(() => StepIntoScalar(bytes));
        Assert.Throws<IonFormatException>(() => new IonBinaryReader([1, 2, 3]).MoveNext());
    }

    [ConformanceTheory]
    [MemberData(nameof(Good))]
    public void Copying_every_value_of_a_good_file_keeps_it(string file)
    {
        var bytes = File.ReadAllBytes(IonFile.PathOf(file));
        using var writer = new IonBinaryWriter();
        for (var reader = new IonBinaryReader(bytes); reader.MoveNext();)
            reader.CopyTo(writer);
        Assert.Equal(IonStream.ReadAll(bytes), IonStream.ReadAll(writer.ToArray()));
    }

    private static int Scan(byte[] bytes)
    {
        var reader = new IonBinaryReader(bytes);
        var count = 0;
        while (true)
        {
            while (!reader.MoveNext())
            {
                if (reader.Depth == 0)
                    return count;
                reader.StepOut();
            }

            count++;
            if (reader.Type >= IonType.List)
                reader.StepIn();
        }
    }

    private static void StepOutAtTop(byte[] bytes)
    {
        var reader = new IonBinaryReader(bytes);
        reader.StepOut();
    }

    private static void StepIntoScalar(byte[] bytes)
    {
        var reader = new IonBinaryReader(bytes);
        reader.MoveNext();
        reader.StepIn();
    }
}
