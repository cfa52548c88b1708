using Xunit;

namespace Qldb.Ion.Tests.Conformance;

/// <summary>The public suite ion-tests, Ion 1.0, every file, nothing skipped.</summary>
public sealed class IonTestsSuite
{
    public static IEnumerable<object[]> Good => IonFile.Under("good");

    public static IEnumerable<object[]> Bad => IonFile.Under("bad");

    public static IEnumerable<object[]> Equivalents => IonFile.Under("good", "equivs");

    public static IEnumerable<object[]> NonEquivalents => IonFile.Under("good", "non-equivs");

    public static IEnumerable<object[]> Timelines => IonFile.Under("good", "timestamp", "equivTimeline");

    [ConformanceTheory]
    [MemberData(nameof(Good))]
    public void A_good_file_is_read_and_keeps_its_values_through_text_and_binary(string file)
    {
        foreach (var value in IonFile.Read(IonFile.PathOf(file)))
        {
            var binary = IonElement.Parse(value.ToBinary());
            Assert.Equal(value, binary);
            Assert.Equal(value.GetHashCode(), binary.GetHashCode());
            Assert.Equal(binary.ToBinary(), binary.AsBinary().ToArray());
            Assert.Equal(value, Assert.Single(IonText.ReadAll(value.ToString())));
            Assert.Equal(value, Assert.Single(IonText.ReadAll(value.ToText(IonTextOptions.Pretty))));
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(Good))]
    public void A_good_file_keeps_its_values_as_one_stream(string file)
    {
        var values = IonFile.Read(IonFile.PathOf(file));
        using var binary = new IonBinaryWriter();
        var text = new StringWriter();
        var textWriter = new IonTextWriter(text);
        foreach (var value in values)
        {
            binary.WriteElement(value);
            textWriter.WriteElement(value);
        }

        Assert.Equal(values, IonStream.ReadAll(binary.ToArray()));
        Assert.Equal(values, IonText.ReadAll(text.ToString()));
    }

    [ConformanceTheory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_is_refused_with_the_place_of_the_error(string file)
    {
        var error = Assert.Throws<IonFormatException>(() => IonFile.Read(IonFile.PathOf(file)));
        Assert.True(error.Offset is not null || error is { Line: not null, Column: not null }, error.Message);
    }

    [ConformanceTheory]
    [MemberData(nameof(Equivalents))]
    public void Values_of_one_group_are_equal(string file)
    {
        foreach (var group in Groups(file))
        {
            foreach (var (left, right) in Pairs(group))
            {
                Assert.True(left.SequenceEqual(right), $"{string.Join(' ', left)} <> {string.Join(' ', right)}");
                Assert.Equal(left.Select(v => v.GetHashCode()), right.Select(v => v.GetHashCode()));
            }
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(NonEquivalents))]
    public void Values_of_one_group_differ(string file)
    {
        foreach (var group in Groups(file))
        {
            foreach (var (left, right) in Pairs(group).Where(pair => pair.I != pair.J).Select(pair => (pair.Left, pair.Right)))
                Assert.False(left.SequenceEqual(right), $"{string.Join(' ', left)} == {string.Join(' ', right)}");
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(Timelines))]
    public void Timestamps_of_one_group_are_the_same_instant(string file)
    {
        foreach (var group in Groups(file))
        {
            foreach (var (left, right) in Pairs(group))
                Assert.Equal(0, left[0].GetTimestamp().CompareTo(right[0].GetTimestamp()));
        }
    }

    /// <summary>The groups of a file: each a list of documents, most of them of one value.</summary>
    private static IEnumerable<List<List<IonElement>>> Groups(string file)
    {
        foreach (var group in IonFile.Read(IonFile.PathOf(file)))
        {
            Assert.True(group.Type is IonType.List or IonType.Sexp);
            var hasDocuments = group.GetAnnotations() is ["embedded_documents", ..];
            yield return group.EnumerateElements()
                .Select(element => hasDocuments ? IonText.ReadAll(element.GetString()).ToList() : [element])
                .ToList();
        }
    }

    private static IEnumerable<Pair> Pairs(List<List<IonElement>> group)
    {
        for (var i = 0; i < group.Count; i++)
        {
            for (var j = 0; j < group.Count; j++)
                yield return new Pair(i, j, group[i], group[j]);
        }
    }

    private sealed record Pair(int I, int J, List<IonElement> Left, List<IonElement> Right)
    {
        public void Deconstruct(out List<IonElement> left, out List<IonElement> right) => (left, right) = (Left, Right);
    }
}
