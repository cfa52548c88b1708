using System.Text.Json;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Server.Http;
using static Qldb.Ledger.Server.Http.JsonBody;

namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>The body of a control-plane call: the members of all of them, each null where it was not sent.</summary>
internal sealed class ControlPlaneRequest
{
    public string? Name { get; private set; }

    public IReadOnlyDictionary<string, string>? Tags { get; private set; }

    public string? PermissionsMode { get; private set; }

    public bool? DeletionProtection { get; private set; }

    public string? KmsKey { get; private set; }

    public IonText? BlockAddress { get; private set; }

    public IonText? DigestTipAddress { get; private set; }

    public string? DocumentId { get; private set; }

    /// <summary>Reads a body; an empty one has no members.</summary>
    public static ControlPlaneRequest Read(ReadOnlySpan<byte> body) => body.IsEmpty ? new() : Read<ControlPlaneRequest>(body, ReadMember);

    /// <summary>The address of a block that a member gives; null where the member is missing.</summary>
    /// <exception cref="ServiceErrorException">The member is no address: InvalidParameterException.</exception>
    public static BlockAddress? Address(string name, IonText? sent)
    {
        if (sent is null)
        {
            return null;
        }

        try
        {
            if (sent.Text is not null && Journal.BlockAddress.TryParse(IonElement.ParseText(sent.Text), out var address))
            {
                return address;
            }
        }
        catch (IonFormatException)
        {
            // Answered below, like Ion that is something else.
        }

        throw ControlPlaneErrors.InvalidParameter(name, $"{name} must be the Ion text of a struct such as {{strandId:\"BlFTjlSXze9BIh1KOszcE3\",sequenceNo:14}}.");
    }

    private static bool ReadMember(ref Utf8JsonReader json, string member, ControlPlaneRequest request)
    {
        switch (member)
        {
            case nameof(Name): request.Name = Text(ref json, member); break;
            case nameof(Tags): request.Tags = Map(ref json, member); break;
            case nameof(PermissionsMode): request.PermissionsMode = Text(ref json, member); break;
            case nameof(DeletionProtection): request.DeletionProtection = Flag(ref json, member); break;
            case nameof(KmsKey): request.KmsKey = Text(ref json, member); break;
            case nameof(BlockAddress): request.BlockAddress = Object<IonText>(ref json, member, ReadIonText); break;
            case nameof(DigestTipAddress): request.DigestTipAddress = Object<IonText>(ref json, member, ReadIonText); break;
            case nameof(DocumentId): request.DocumentId = Text(ref json, member); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadIonText(ref Utf8JsonReader json, string member, IonText value)
    {
        if (member != nameof(IonText))
        {
            return false;
        }

        value.Text = Text(ref json, member);
        return true;
    }

    /// <summary>What the API calls a ValueHolder.</summary>
    internal sealed class IonText
    {
        public string? Text { get; set; }
    }
}
