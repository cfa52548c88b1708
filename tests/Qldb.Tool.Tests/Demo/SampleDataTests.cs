using System.Text.RegularExpressions;
using Qldb.Tool.Demo;

namespace Qldb.Tool.Tests.Demo;

public sealed partial class SampleDataTests
{
    private static readonly IReadOnlyDictionary<string, string> Generated = new SampleDataGenerator(SampleDataGenerator.ShippedSeed).Generate();

    public static TheoryData<string> Tables => [.. VehicleRegistrationLedger.Tables];

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_shipped_file_is_what_the_generator_makes_of_its_seed(string table) =>
        Assert.Equal(Generated[table], SampleData.ReadText(table));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Each_table_has_at_least_a_thousand_documents_and_each_its_own_key(string table)
    {
        var keys = SampleData.Read(table).Select(document => Field(document, VehicleRegistrationLedger.KeyOf(table))).ToList();
        Assert.True(keys.Count >= 1_000, $"{table} has {keys.Count} documents.");
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public void Another_seed_gives_other_data() =>
        Assert.NotEqual(Generated[VehicleRegistrationLedger.Person], new SampleDataGenerator(1).Generate()[VehicleRegistrationLedger.Person]);

    [Fact]
    public void Each_vehicle_has_exactly_one_registration_under_a_plate_of_its_own()
    {
        var registrations = SampleData.Read(VehicleRegistrationLedger.VehicleRegistration).ToList();
        Assert.Equal(
            SampleData.Read(VehicleRegistrationLedger.Vehicle).Select(vehicle => Field(vehicle, "VIN")).Order(),
            registrations.Select(registration => Field(registration, "VIN")).Order());
        Assert.Equal(registrations.Count, registrations.Select(registration => Field(registration, "LicensePlateNumber")).Distinct().Count());
    }

    [Fact]
    public void Every_owner_and_every_licence_holder_is_a_person_in_the_data()
    {
        var people = SampleData.Read(VehicleRegistrationLedger.Person).Select(person => Field(person, "GovId")).ToHashSet();
        Assert.Equal(people.Order(), SampleData.Read(VehicleRegistrationLedger.DriversLicense).Select(licence => Field(licence, "GovId")).Order());
        foreach (var registration in SampleData.Read(VehicleRegistrationLedger.VehicleRegistration))
        {
            Assert.True(registration.TryGetField("Owners", out var owners) && owners.TryGetField("PrimaryOwner", out _) && owners.TryGetField("SecondaryOwners", out _));
            owners.TryGetField("PrimaryOwner", out var primary);
            owners.TryGetField("SecondaryOwners", out var secondary);
            var named = new List<string> { Field(primary, "GovId") };
            foreach (var owner in secondary.EnumerateElements())
            {
                named.Add(Field(owner, "GovId"));
            }

            Assert.All(named, govId => Assert.Contains(govId, people));
            Assert.Equal(named.Count, named.Distinct().Count());
        }
    }

    [Fact]
    public void Every_vehicle_number_has_the_check_digit_that_the_standard_asks_for()
    {
        foreach (var vehicle in SampleData.Read(VehicleRegistrationLedger.Vehicle))
        {
            var vin = Field(vehicle, "VIN");
            Assert.Matches(VinPattern(), vin);
            Assert.Equal(SampleDataGenerator.CheckDigit(vin), vin[8]);
        }
    }

    [Theory] // Published examples of the check digit rule.
    [InlineData("1M8GDM9AXKP042788")]
    [InlineData("11111111111111111")]
    [InlineData("5GZCZ43D13S812715")]
    public void The_check_digit_rule_agrees_with_published_numbers(string vin) => Assert.Equal(vin[8], SampleDataGenerator.CheckDigit(vin));

    private static string Field(Qldb.Ion.IonElement document, string name)
    {
        Assert.True(document.TryGetField(name, out var value), $"{document} has no {name}.");
        return value.GetString();
    }

    [GeneratedRegex("^[A-HJ-NPR-Z0-9]{17}$")]
    private static partial Regex VinPattern();
}
