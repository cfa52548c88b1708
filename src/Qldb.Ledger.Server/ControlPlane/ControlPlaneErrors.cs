using Microsoft.AspNetCore.Http;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>The errors of the control plane, with the members that its SDKs read.</summary>
internal static class ControlPlaneErrors
{
    public static ServiceErrorException InvalidParameter(string name, string what)
        => new(new ServiceError(StatusCodes.Status400BadRequest, "InvalidParameterException", what).With("ParameterName", name));

    public static ServiceErrorException NotFound(string ledger)
        => new(OfLedger(StatusCodes.Status404NotFound, "ResourceNotFoundException", ledger, $"The Ledger with name {ledger} is not found"));

    public static ServiceErrorException AlreadyExists(string ledger)
        => new(OfLedger(StatusCodes.Status409Conflict, "ResourceAlreadyExistsException", ledger, $"The Ledger with name {ledger} already exists"));

    public static ServiceErrorException InUse(string ledger)
        => new(OfLedger(StatusCodes.Status409Conflict, "ResourceInUseException", ledger, $"The Ledger with name {ledger} is being created or deleted"));

    public static ServiceErrorException DeletionProtected(string ledger)
        => new(OfLedger(
            StatusCodes.Status412PreconditionFailed, "ResourcePreconditionNotMetException", ledger,
            $"Preventing deletion of ledger {ledger} with DeletionProtection enabled"));

    private static ServiceError OfLedger(int status, string type, string ledger, string what)
        => new ServiceError(status, type, what).With("ResourceType", "Ledger").With("ResourceName", ledger);
}
