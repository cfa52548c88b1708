using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Where a block is in the journal.</summary>
/// <param name="StrandId">The strand; a ledger has one.</param>
/// <param name="SequenceNo">The block's number, from 0 without gaps.</param>
public readonly record struct BlockAddress(QldbId StrandId, long SequenceNo)
{
    /// <summary>Reads an Ion struct <c>{strandId:"…",sequenceNo:14}</c>.</summary>
    /// <returns>False when the value is not such a struct.</returns>
    public static bool TryParse(IonElement value, out BlockAddress address)
    {
        address = default;
        if (value.Type != IonType.Struct || value.IsNull
            || !value.TryGetField(JournalFields.StrandId, out var strandId) || strandId.Type != IonType.String || strandId.IsNull
            || !QldbId.TryParse(strandId.GetString(), out var strand)
            || !value.TryGetField(JournalFields.SequenceNo, out var number) || number.Type != IonType.Int || number.IsNull
            || !number.TryGetInt64(out var sequenceNo) || sequenceNo < 0)
        {
            return false;
        }

        address = new BlockAddress(strand, sequenceNo);
        return true;
    }

    /// <summary>Makes the Ion struct <c>{strandId:"…",sequenceNo:14}</c>.</summary>
    public IonElement ToIon()
    {
        using var writer = new IonBinaryWriter();
        WriteTo(writer);
        return IonElement.Parse(writer.ToArray());
    }

    /// <summary>The address as Ion text.</summary>
    public override string ToString() => $"{{strandId:\"{StrandId}\",sequenceNo:{SequenceNo}}}";

    internal void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.StrandId);
        IdWriter.Write(writer, StrandId);
        writer.WriteFieldName(JournalFields.SequenceNo);
        writer.WriteInt(SequenceNo);
        writer.StepOut();
    }
}
