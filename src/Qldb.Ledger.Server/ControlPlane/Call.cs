using Qldb.Ledger.Server.Http;
using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>A control-plane request once its method and path have been understood.</summary>
internal sealed class Call
{
    private static readonly string[] Reads = ["DescribeLedger", "ListLedgers", "GetDigest", "GetBlock", "GetRevision", "ListTagsForResource"];

    private readonly RequestTarget _target;

    /// <exception cref="ServiceErrorException">There is no such operation, or the path names no ledger.</exception>
    public Call(RequestScope scope, LedgerArn arn)
    {
        _target = scope.Target;
        Caller = scope.Caller!;
        var method = scope.Context.Request.Method;
        var segments = scope.Target.Segments();
        Operation = (method, segments) switch
        {
            ("POST", ["ledgers"]) => "CreateLedger",
            ("GET", ["ledgers"]) => "ListLedgers",
            ("GET", ["ledgers", _]) => "DescribeLedger",
            ("PATCH", ["ledgers", _]) => "UpdateLedger",
            ("DELETE", ["ledgers", _]) => "DeleteLedger",
            ("PATCH", ["ledgers", _, "permissions-mode"]) => "UpdateLedgerPermissionsMode",
            ("POST", ["ledgers", _, "digest"]) => "GetDigest",
            ("POST", ["ledgers", _, "block"]) => "GetBlock",
            ("POST", ["ledgers", _, "revision"]) => "GetRevision",
            ("GET", ["tags", ..]) => "ListTagsForResource",
            ("POST", ["tags", ..]) => "TagResource",
            ("DELETE", ["tags", ..]) => "UntagResource",
            (_, [_, _, "journal-s3-exports" or "journal-kinesis-streams", ..]) => throw new ServiceErrorException(ServiceErrors.UnknownOperation(
                "This server neither exports to S3 nor streams to Kinesis. The qldb command exports a ledger's journal in the same format.")),
            _ => throw new ServiceErrorException(ServiceErrors.NoSuchPath(method, scope.Target.Path)),
        };
        scope.Operation = Operation;
        Ledger = segments switch
        {
            ["ledgers"] => null,
            ["ledgers", var name, ..] => LedgerName.IsValid(name) ? name : throw ControlPlaneErrors.InvalidParameter("Name", $"'{name}' is not a ledger name."),
            // SDKs escape the slash in a resource name; whoever does not means the same.
            [_, .. var rest] => arn.LedgerOf(string.Join('/', rest))
                ?? throw ControlPlaneErrors.InvalidParameter("ResourceArn", $"'{string.Join('/', rest)}' is not a ledger of this server."),
            [] => null,
        };
    }

    public Caller Caller { get; }

    /// <summary>The operation's name in the API.</summary>
    public string Operation { get; }

    /// <summary>The ledger it is about; null for ListLedgers and CreateLedger.</summary>
    public string? Ledger { get; }

    public bool Changes => !Reads.Contains(Operation, StringComparer.Ordinal);

    /// <summary>The first value of a query parameter; null where it was not sent.</summary>
    public string? Parameter(string name) => Parameters(name).FirstOrDefault();

    public string[] Parameters(string name)
        => [.. _target.Parameters().Where(parameter => parameter.Key == name).Select(parameter => parameter.Value)];
}
