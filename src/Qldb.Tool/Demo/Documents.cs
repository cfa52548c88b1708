namespace Qldb.Tool.Demo;

// What the demo reads of its documents. Property names are field names.

internal sealed record OwnerReference(string PersonId);

internal sealed record Owners(OwnerReference PrimaryOwner, IReadOnlyList<OwnerReference> SecondaryOwners);

internal sealed record Registration(string VIN, string LicensePlateNumber, decimal PendingPenaltyTicketAmount, Owners Owners);

internal sealed record Vehicle(string VIN, string Make, string Model, int Year);

internal sealed record License(string LicenseNumber, string PersonId, DateTime ValidToDate);
