using System.Globalization;
using System.Text;

namespace Qldb.Tool.Demo;

/// <summary>
/// Makes the Ion text files that the demo loads: people, their driver's licences, vehicles and registrations that agree with each other.
/// The same seed always gives the same text; the files in <c>Demo/Data</c> were made with <see cref="ShippedSeed"/>.
/// </summary>
/// <remarks>
/// People have no document id before they are inserted, so registrations and licences name their people by <c>GovId</c>; loading puts the
/// document id in its place, as the QLDB tutorial does.
/// </remarks>
internal sealed class SampleDataGenerator(int seed)
{
    /// <summary>The seed that the shipped files were made with.</summary>
    public const int ShippedSeed = 20190910;

    /// <summary>How many people, and so licences, there are.</summary>
    public const int PersonCount = 1_000;

    /// <summary>How many vehicles, and so registrations, there are.</summary>
    public const int VehicleCount = 1_000;

    private readonly Random _random = new(seed);

    /// <summary>Makes all four files: table name to Ion text, one document a line.</summary>
    public IReadOnlyDictionary<string, string> Generate()
    {
        var people = Distinct(PersonCount, Person, person => person.GovId);
        var vehicles = Distinct(VehicleCount, Vehicle, vehicle => vehicle.Vin);
        return new Dictionary<string, string>
        {
            [VehicleRegistrationLedger.Person] = Lines(people, person => person.Text),
            [VehicleRegistrationLedger.DriversLicense] = Lines(people, Licence),
            [VehicleRegistrationLedger.Vehicle] = Lines(vehicles, vehicle => vehicle.Text),
            [VehicleRegistrationLedger.VehicleRegistration] = Lines(Distinct(VehicleCount, _ => Plate(), plate => plate).Zip(vehicles), pair => Registration(pair.Second.Vin, pair.First, people)),
        };
    }

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            text.Append(line(item)).Append('\n');
        }

        return text.ToString();
    }

    private static List<T> Distinct<T>(int count, Func<int, T> make, Func<T, string> key)
    {
        var made = new List<T>(count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (made.Count < count)
        {
            var item = make(made.Count);
            if (seen.Add(key(item)))
            {
                made.Add(item);
            }
        }

        return made;
    }

    private (string GovId, string Text) Person(int index)
    {
        var (first, last) = (Pick(SampleWords.FirstNames), Pick(SampleWords.LastNames));
        var born = new DateOnly(1940, 1, 1).AddDays(_random.Next(0, 365 * 58));
        var (kind, govId) = _random.Next(3) switch
        {
            0 => ("Driver License", $"{Letters(last, 5)}{first[0]}{Digits(3)}{Letter()}{Letter()}"),
            1 => ("SSN", $"{Digits(3)}-{Digits(2)}-{Digits(4)}"),
            _ => ("Passport", $"{Letter()}{Digits(8)}"),
        };
        var home = Pick(SampleWords.Cities);
        var address = $"{_random.Next(1, 9_900)} {Pick(SampleWords.Streets)}, {home.City}, {home.State}, {home.Zip + _random.Next(0, 60):00000}";
        return (govId, $"{{FirstName:\"{first}\",LastName:\"{last}\",DOB:{Date(born)},GovId:\"{govId}\",GovIdType:\"{kind}\",Address:\"{address}\"}}");
    }

    private string Licence((string GovId, string Text) holder)
    {
        var from = new DateOnly(2016, 1, 1).AddDays(_random.Next(0, 365 * 4));
        var kind = Pick(SampleWords.LicenceClasses);
        return $"{{GovId:\"{holder.GovId}\",LicenseNumber:\"{Letter()}{Digits(3)}-{Digits(4)}-{LicenceNumber()}\",LicenseType:\"{kind}\",ValidFromDate:{Date(from)},ValidToDate:{Date(from.AddYears(5))}}}";
    }

    private int _licences;

    /// <summary>A running number at the end keeps licence numbers distinct without a second pass.</summary>
    private string LicenceNumber() => (++_licences).ToString("0000", CultureInfo.InvariantCulture);

    private (string Vin, string Text) Vehicle(int index)
    {
        var (make, model, kind, prefix) = Pick(SampleWords.Models);
        var year = _random.Next(1996, 2020);
        var vin = Vin(prefix, year);
        return (vin, $"{{VIN:\"{vin}\",Type:\"{kind}\",Year:{year},Make:\"{make}\",Model:\"{model}\",Color:\"{Pick(SampleWords.Colors)}\"}}");
    }

    private string Registration(string vin, string plate, List<(string GovId, string Text)> people)
    {
        var home = Pick(SampleWords.Cities);
        var from = new DateOnly(2017, 1, 1).AddDays(_random.Next(0, 365 * 2));
        var penalty = _random.Next(4) == 0 ? $"{_random.Next(1, 600)}.{_random.Next(0, 100):00}" : "0.00";
        var primary = _random.Next(people.Count);
        var secondary = Enumerable.Range(0, _random.Next(6) switch { 0 => 2, 1 or 2 => 1, _ => 0 })
            .Select(step => people[(primary + 1 + step + _random.Next(1, 40)) % people.Count].GovId).Distinct().Select(govId => $"{{GovId:\"{govId}\"}}");
        return $"{{VIN:\"{vin}\",LicensePlateNumber:\"{plate}\",State:\"{home.State}\",City:\"{home.City}\",PendingPenaltyTicketAmount:{penalty},"
            + $"ValidFromDate:{Date(from)},ValidToDate:{Date(from.AddYears(3))},Owners:{{PrimaryOwner:{{GovId:\"{people[primary].GovId}\"}},SecondaryOwners:[{string.Join(',', secondary)}]}}}}";
    }

    private string Plate() => $"{Letter()}{Letter()}{Digits(4)}{Letter()}";

    /// <summary>A 17-character vehicle number whose ninth character is the check digit that ISO 3779 and 49 CFR 565 ask for.</summary>
    private string Vin(string prefix, int year)
    {
        const string YearCodes = "TVWXY123456789ABCDEFGHJK"; // 1996 … 2019
        var vin = new char[17];
        prefix.CopyTo(0, vin, 0, 3);
        for (var i = 3; i < 17; i++)
        {
            vin[i] = i >= 11 ? (char)('0' + _random.Next(10)) : "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"[_random.Next(33)];
        }

        vin[9] = YearCodes[year - 1996];
        vin[8] = CheckDigit(vin);
        return new string(vin);
    }

    internal static char CheckDigit(ReadOnlySpan<char> vin)
    {
        const string Values = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ"; // a character's value is its position modulo 10
        ReadOnlySpan<int> weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += i == 8 ? 0 : Values.IndexOf(vin[i], StringComparison.Ordinal) % 10 * weights[i];
        }

        return (sum % 11) == 10 ? 'X' : (char)('0' + (sum % 11));
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private char Letter() => (char)('A' + _random.Next(26));

    private string Digits(int count) => string.Create(count, _random, static (span, random) =>
    {
        foreach (ref var digit in span)
        {
            digit = (char)('0' + random.Next(10));
        }
    });

    private static string Letters(string name, int count) => name.ToUpperInvariant().PadRight(count, 'X')[..count];

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
