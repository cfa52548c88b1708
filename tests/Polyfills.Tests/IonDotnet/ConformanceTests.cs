using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;

namespace Polyfills.Tests.IonDotnet;

/// <summary>The public suite ion-tests through nodes, readers and writers. Every file; nothing is skipped where the data is there.</summary>
public sealed class ConformanceTests
{
    public static IEnumerable<object[]> Good => Files("good");

    public static IEnumerable<object[]> Bad => Files("bad");

    public static IEnumerable<object[]> Equivalents => Files("good", "equivs");

    public static IEnumerable<object[]> NonEquivalents => Files("good", "non-equivs");

    [ConformanceTheory]
    [MemberData(nameof(Good))]
    public void A_good_file_keeps_its_values_through_nodes_and_writers(string file)
    {
        var values = Load(file);

        Assert.True(values.IsEquivalentTo(IonLoader.Default.Load(Ion.Binary(values.WriteTo))));
        Assert.True(values.IsEquivalentTo(IonLoader.Default.Load(Ion.Text(values.WriteTo))));
        Assert.True(values.IsEquivalentTo(IonLoader.Default.Load(values.ToPrettyString())));
    }

    [ConformanceTheory]
    [MemberData(nameof(Good))]
    public void A_good_file_keeps_its_values_through_a_reader(string file)
    {
        var values = Load(file);
        using var fromData = IonReaderBuilder.Build(File.ReadAllBytes(file), Options(file));
        using var fromTree = IonReaderBuilder.Build(values);

        // A few files hold fractions of a second that the Timestamp of a reader has no room for: see the differences.
        if (HasLongFractions(values))
        {
            Assert.Throws<OverflowException>(() => Ion.Binary(writer => writer.WriteValues(fromData)));
            return;
        }

        Assert.True(values.IsEquivalentTo(IonLoader.Default.Load(Ion.Binary(writer => writer.WriteValues(fromData)))));
        Assert.True(values.IsEquivalentTo(IonLoader.Default.Load(Ion.Binary(writer => writer.WriteValues(fromTree)))));
    }

    [ConformanceTheory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_is_refused_with_an_error_of_Ion(string file) => Assert.Throws<IonException>(() => Load(file));

    [ConformanceTheory]
    [MemberData(nameof(Equivalents))]
    public void Values_of_one_group_are_equivalent(string file)
    {
        foreach (var group in Groups(file))
            Assert.All(group, left => Assert.All(group, right => Assert.True(left.IsEquivalentTo(right))));
    }

    [ConformanceTheory]
    [MemberData(nameof(NonEquivalents))]
    public void Values_of_one_group_are_not_equivalent(string file)
    {
        foreach (var group in Groups(file))
        {
            for (var i = 0; i < group.Count; i++)
                Assert.All(group.Where((_, j) => j != i), other => Assert.False(group[i].IsEquivalentTo(other)));
        }
    }

    private static IEnumerable<object[]> Files(params string[] folder) => !ConformanceData.IsPresent
        ? [["(absent)"]]
        : Directory.EnumerateFiles(ConformanceData.PathOf(["ion-tests", "iontestdata", .. folder]), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".ion" or ".10n")
            .Order(StringComparer.Ordinal)
            .Select(path => new object[] { path });

    private static IIonValue Load(string file) => IonLoader.WithReaderOptions(Options(file)).Load(new FileInfo(file));

    private static ReaderOptions Options(string file) =>
        new() { Format = file.EndsWith(".10n", StringComparison.Ordinal) ? ReaderFormat.Binary : ReaderFormat.Detect };

    private static IEnumerable<List<IIonValue>> Groups(string file)
    {
        foreach (var group in Load(file))
        {
            var isDocuments = group.HasAnnotation("embedded_documents");
            var members = new List<IIonValue>();
            foreach (var member in group)
                members.Add(isDocuments ? IonLoader.Default.Load(member.StringValue) : member);
            yield return members;
        }
    }

    private static bool HasLongFractions(IIonValue value)
    {
        if (value.Type() == IonType.Timestamp && !value.IsNull)
            return Record.Exception(() => value.TimestampValue) is OverflowException;
        if (!value.Type().IsContainer() || value.IsNull)
            return false;
        foreach (var child in value)
        {
            if (HasLongFractions(child))
                return true;
        }

        return false;
    }
}
