namespace Qldb.Tool.Demo;

/// <summary>The ledger of the QLDB tutorial: its name, its four tables and their six indexes.</summary>
internal static class VehicleRegistrationLedger
{
    public const string Name = "vehicle-registration";

    public const string Person = "Person";
    public const string Vehicle = "Vehicle";
    public const string VehicleRegistration = "VehicleRegistration";
    public const string DriversLicense = "DriversLicense";

    /// <summary>The tables in the order in which they are loaded: people first, because the others refer to their document ids.</summary>
    public static readonly string[] Tables = [Person, DriversLicense, Vehicle, VehicleRegistration];

    public static readonly (string Table, string Field)[] Indexes =
    [
        (Person, "GovId"),
        (DriversLicense, "LicenseNumber"),
        (DriversLicense, "PersonId"),
        (Vehicle, "VIN"),
        (VehicleRegistration, "VIN"),
        (VehicleRegistration, "LicensePlateNumber"),
    ];

    /// <summary>The field that tells the documents of a table apart in the shipped data, so that a load which was interrupted can go on where it stopped.</summary>
    public static string KeyOf(string table) => table switch
    {
        Person => "GovId",
        DriversLicense => "LicenseNumber",
        _ => "VIN",
    };
}
