using Qldb.Ion.Tests.Fuzzing;
using Xunit;

namespace Qldb.Ion.Tests.Hashing;

/// <summary>Company changes what hashing costs, and nothing else.</summary>
public sealed class IonHashBatchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(300)]
    public void Values_hashed_together_have_the_hashes_they_have_alone(int count)
    {
        var batch = new IonHashBatch();
        for (var round = 0; round < 5; round++)
        {
            var values = Enumerable.Range(0, count).Select(i => new RandomIon(round * 1_000 + i).Next(i % 6)).ToList();
            for (var i = 0; i < count; i++)
                Assert.Equal(i, batch.Add(values[i]));
            var hashes = new QldbHash[count];
            batch.Hash(hashes);
            Assert.Equal(values.Select(QldbHash.Of), hashes);
            Assert.Equal(0, batch.Count);
        }
    }

    [Fact]
    public void Parts_of_one_document_and_messages_of_any_length_may_be_mixed()
    {
        var values = new List<IonElement>();
        for (var length = 0; length < 1_400; length += 7)
            values.Add(IonElement.ParseText($"{{a: \"{new string('x', length)}\", b: [{{c: {length}}}, {{}}]}}"));
        values.AddRange(values[50].EnumerateFields().Select(field => field.Value));
        values.Add(IonElement.Null());
        var batch = new IonHashBatch();
        values.ForEach(value => batch.Add(value));
        var hashes = new QldbHash[values.Count];
        batch.Hash(hashes);
        Assert.Equal(values.Select(QldbHash.Of), hashes);
    }

    [Fact]
    public void After_an_error_the_batch_is_empty_and_serves_again()
    {
        var unknown = Assert.Single(IonText.ReadAll("$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 9}]} {a: $12}"));
        var batch = new IonHashBatch();
        batch.Add(IonElement.OfInt(1));
        batch.Add(unknown);
        Assert.Throws<IonFormatException>(() => batch.Hash(new QldbHash[2]));
        Assert.Throws<ArgumentException>(() => batch.Add(default));
        batch.Add(IonElement.OfInt(2));
        Assert.Throws<ArgumentException>(() => batch.Hash([]));
        var hashes = new QldbHash[1];
        batch.Hash(hashes);
        Assert.Equal(QldbHash.Of(IonElement.OfInt(2)), hashes[0]);
    }

    [Fact]
    public void What_a_writer_has_written_is_hashed_where_it_stands()
    {
        using var writer = new IonBinaryWriter();
        var batch = new IonHashBatch();
        for (var round = 0; round < 20; round++)
        {
            var values = Enumerable.Range(0, round).Select(i => new RandomIon(round * 1_000 + i).Next(i % 6)).ToList();
            writer.Reset();
            values.ForEach(writer.WriteElement);
            batch.Add(IonElement.OfInt(round));
            batch.AddWritten(writer);
            Assert.Equal(round + 1, batch.Count);
            var hashes = new QldbHash[batch.Count];
            batch.Hash(hashes);
            Assert.Equal(values.Prepend(IonElement.OfInt(round)).Select(QldbHash.Of), hashes);
        }
    }

    [Fact]
    public void A_writer_within_a_container_has_no_values_to_hash()
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.List);
        Assert.Throws<InvalidOperationException>(() => new IonHashBatch().AddWritten(writer));
    }

    [Fact]
    public void Imported_symbols_are_told_from_those_of_the_stream_itself()
    {
        Assert.False(IonElement.ParseText("{a: b}").HasImports);
        Assert.True(Assert.Single(IonText.ReadAll("$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 9}], symbols: [\"a\"]} {$12: $19}")).HasImports);
    }

    [Fact]
    public void Pairs_joined_together_have_the_dots_they_have_alone()
    {
        var random = new Random(7);
        for (var count = 0; count < 70; count++)
        {
            var left = Hashes(random, count);
            var right = Hashes(random, count);
            var results = new QldbHash[count];
            QldbHash.DotAll(left, right, results);
            Assert.Equal(left.Zip(right, (a, b) => a.Dot(b)), results);
            JournalHash.DotAll(results, right, results);
            Assert.Equal(left.Zip(right, (a, b) => JournalHash.Dot(a.Dot(b), b)), results);
        }

        Assert.Throws<ArgumentException>(() => QldbHash.DotAll(new QldbHash[2], new QldbHash[1], new QldbHash[2]));
    }

    private static QldbHash[] Hashes(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? QldbHash.Empty : QldbHash.OfBytes(BitConverter.GetBytes(random.Next())))];
}
