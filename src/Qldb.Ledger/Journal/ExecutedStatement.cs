using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>
/// One statement of a transaction. The journal keeps its text, its time and its digest; its parameters live on in the digest only. Serves one transaction
/// after the other.
/// </summary>
internal sealed class ExecutedStatement
{
    // What the lists took for more parameters is not worth keeping.
    private const int KeptParametersMax = 16;

    private readonly List<QldbHash> _parameterHashes = [];

    public string Text { get; set; } = "";

    public long StartTimeMs { get; set; }

    /// <summary>Gets the parameters until they are hashed, which can wait for the commit.</summary>
    public List<IonElement> Parameters { get; } = [];

    public ReadOnlySpan<QldbHash> ParameterHashes => CollectionsMarshal.AsSpan(_parameterHashes);

    /// <summary>Gets or sets the digest of text and parameters; of the text alone while the others are still to be joined.</summary>
    public QldbHash Digest { get; set; }

    /// <summary>Takes over the hashes of text and parameters, and lets go of these.</summary>
    public void SetHashes(QldbHash ofText, ReadOnlySpan<QldbHash> ofParameters)
    {
        Digest = ofText;
        _parameterHashes.AddRange(ofParameters);
        Parameters.Clear();
    }

    /// <summary>Forgets everything, and tells whether the memory is worth keeping.</summary>
    public bool TryClear()
    {
        Text = "";
        Parameters.Clear();
        _parameterHashes.Clear();
        return Parameters.Capacity <= KeptParametersMax;
    }

    /// <summary>Which of the parameters a value is, whole and as it came.</summary>
    public ParameterSource SourceOf(IonElement value)
    {
        if (value.IsWholeStream)
        {
            var binary = value.AsBinary();
            for (var i = 0; i < Parameters.Count; i++)
            {
                if (Parameters[i].IsWholeStream && Parameters[i].AsBinary().Equals(binary))
                {
                    return new ParameterSource(this, i);
                }
            }
        }

        return default;
    }

    public void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.Statement);
        writer.WriteString(Text);
        writer.WriteFieldName(JournalFields.StartTime);
        writer.WriteTimestamp(JournalTime.ToIon(StartTimeMs));
        writer.WriteFieldName(JournalFields.StatementDigest);
        HashWriter.Write(writer, Digest);
        writer.StepOut();
    }
}
