namespace Qldb.Architecture.Tests;

/// <summary>
/// The arrows of docs/architecture.md. A reference that the picture does not show fails here, by name.
/// </summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Qldb.Ion"] = [],
        ["Qldb.PartiQL"] = ["Qldb.Ion"],
        ["Qldb.Ledger"] = ["Qldb.PartiQL"],
        ["Qldb.Ledger.Server"] = ["Qldb.Ledger"],
        ["Qldb.Ledger.Sqlite"] = ["Qldb.Ledger"],
        ["Qldb.Actors"] = ["Qldb.Ion"],
        ["Qldb.Actors.Client"] = ["Qldb.Actors"],
        ["Qldb.Tool"] = ["Qldb.Actors.Client", "Qldb.Ledger.Server", "Qldb.Ledger.Sqlite"],
    };

    private static readonly Dictionary<string, string[]> PolyfillArrows = new()
    {
        ["Akka"] = [],
        ["Akka.DependencyInjection"] = ["Akka"],
        ["Akka.Hosting"] = ["Akka", "Akka.DependencyInjection"],
        ["Akka.TestKit"] = ["Akka"],
        ["Akka.TestKit.Xunit2"] = ["Akka.TestKit"],
        ["Amazon.IonDotnet"] = ["Qldb.Ion"],
        ["AWSSDK.QLDBSession"] = [],
    };

    private static readonly string[] StandInPackages = ["Akka", "Akka.Hosting", "Akka.TestKit.Xunit2", "AWSSDK.QLDBSession", "Amazon.IonDotnet"];

    [Fact]
    public void Each_product_project_references_only_what_the_picture_shows()
    {
        var strays = from project in House.Source
                     where !project.IsPolyfill
                     let allowed = Arrows.GetValueOrDefault(project.Name) ?? []
                     from reference in project.Projects.Except(allowed)
                     select $"{project.Name} -> {reference}";
        Assert.Empty(strays);
    }

    [Fact]
    public void Each_stand_in_references_only_its_like_and_only_the_Ion_stand_in_reaches_into_the_product()
    {
        var strays = from project in House.Source
                     where project.IsPolyfill
                     let allowed = PolyfillArrows.GetValueOrDefault(project.Name) ?? []
                     from reference in project.Projects.Except(allowed)
                     select $"{project.Name} -> {reference}";
        Assert.Empty(strays);
    }

    [Fact]
    public void The_picture_and_the_folders_name_the_same_projects()
    {
        Assert.Equal(Arrows.Keys.Order(), House.Source.Where(project => !project.IsPolyfill).Select(project => project.Name).Order());
        Assert.Equal(PolyfillArrows.Keys.Order(), House.Source.Where(project => project.IsPolyfill).Select(project => project.Name).Order());
    }

    [Fact]
    public void The_page_shows_every_arrow_that_the_projects_draw()
    {
        var page = File.ReadAllText(Path.Combine(House.Root, "docs", "architecture.md"));
        var unnamed = House.Source.Where(project => !project.IsPolyfill).Select(project => project.Name).Where(name => !page.Contains(name, StringComparison.Ordinal));
        Assert.Empty(unnamed);
    }

    [Theory]
    [InlineData("Qldb.Actors", "Ledger")]
    [InlineData("Qldb.Actors.Client", "Ledger")]
    [InlineData("Qldb.Ledger", "Akka")]
    [InlineData("Qldb.Ledger.Server", "Akka")]
    [InlineData("Qldb.Ledger.Sqlite", "Akka")]
    [InlineData("Qldb.PartiQL", "AWSSDK")]
    [InlineData("Qldb.Ion", "Amazon")]
    public void Driver_and_ledger_meet_only_in_the_SDK_interface(string name, string forbidden)
    {
        var project = House.Source.Single(candidate => candidate.Name == name);
        Assert.DoesNotContain(project.Projects.Concat(project.Packages), reference => reference.Contains(forbidden, StringComparison.Ordinal));
    }

    [Fact]
    public void The_Ion_room_depends_on_nothing()
    {
        var ion = House.Source.Single(project => project.Name == "Qldb.Ion");
        Assert.Empty(ion.Projects);
        Assert.Empty(ion.Packages);
    }

    [Fact]
    public void No_project_names_a_stand_in_folder_so_that_one_switch_swaps_them_all()
    {
        var strays = from project in House.Source.Concat(House.Tests)
                     where !project.IsPolyfill
                     from reference in project.Projects
                     where StandInPackages.Contains(reference)
                     select $"{project.Name} -> {reference} (name it as a package)";
        Assert.Empty(strays);
    }

    [Fact]
    public void Versions_stand_only_in_Directory_Packages_props()
    {
        var strays = from project in House.Source.Concat(House.Tests)
                     from reference in project.File.Descendants("PackageReference")
                     where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
                     select $"{project.Name}: {reference}";
        Assert.Empty(strays);
    }

    [Fact]
    public void No_product_source_knows_which_side_of_the_switch_it_is_on()
    {
        var strays = from folder in new[] { "src", "tests" }
                     from file in Directory.EnumerateFiles(Path.Combine(House.Root, folder), "*.cs", SearchOption.AllDirectories)
                     where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                     where File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal) && line.Contains("POLYFILL", StringComparison.OrdinalIgnoreCase))
                     select Path.GetRelativePath(House.Root, file);
        Assert.Empty(strays);
    }
}
