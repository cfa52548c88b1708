using Qldb.Ion.Tests.Fuzzing;

namespace Qldb.Ion.Tests.Binary;

/// <summary>The hash that a writer gives of what was written, without its stream being made.</summary>
public sealed class WriterHashTests
{
    [Fact]
    public void The_hash_of_what_was_written_is_the_hash_of_the_stream()
    {
        var random = new RandomIon(seed: 20);
        using var writer = new IonBinaryWriter();
        for (var i = 0; i < 2_000; i++)
        {
            var value = random.Next(30);
            writer.Reset();
            writer.WriteElement(value);

            Assert.Equal(QldbHash.Of(value), writer.ComputeHash());
            Assert.Equal(QldbHash.Of(value), QldbHash.OfIonBinary(writer.WrittenMemory.Span));
        }
    }

    [Fact]
    public void Names_that_nothing_remembers_are_written_and_hashed_like_others()
    {
        using var writer = new IonBinaryWriter();
        string[] names = ["aaa", "bbb", "c", "\u000Bd\u000E", "é", "long enough to have a length of its own", "eee", "fff"];
        for (var round = 0; round < 3; round++)
        {
            var streams = new List<(byte[] Stream, QldbHash Hash)>();
            foreach (var isUnique in new[] { false, true })
            {
                writer.Reset();
                writer.StepIn(IonType.Struct);
                foreach (var name in names[round..])
                {
                    if (isUnique)
                        writer.WriteUniqueFieldName(name);
                    else
                        writer.WriteFieldName(name.AsSpan());
                    writer.WriteInt(1);
                }

                writer.StepOut();
                var hash = writer.ComputeHash();
                streams.Add((writer.ToArray(), hash));
            }

            Assert.Equal(streams[0].Stream, streams[1].Stream);
            Assert.Equal(streams[0].Hash, streams[1].Hash);
            Assert.Equal(QldbHash.OfIonBinary(streams[1].Stream), streams[1].Hash);
        }
    }

    [Fact]
    public void Only_one_whole_value_has_a_hash()
    {
        using var writer = new IonBinaryWriter();
        Assert.Throws<InvalidOperationException>(() => writer.ComputeHash());
        writer.StepIn(IonType.List);
        Assert.Throws<InvalidOperationException>(() => writer.ComputeHash());
        writer.StepOut();
        writer.ComputeHash();
        writer.WriteInt(1);
        Assert.Throws<InvalidOperationException>(() => writer.ComputeHash());
    }
}
