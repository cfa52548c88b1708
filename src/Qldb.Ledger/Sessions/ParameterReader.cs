using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger.Sessions;

/// <summary>Statement parameters as they come over the session protocol: Ion binary or Ion text, checked and copied, since the caller may reuse its buffers.</summary>
internal sealed class ParameterReader(LedgerLimits limits)
{
    /// <param name="parameters">What was sent.</param>
    /// <param name="values">Takes what is read.</param>
    /// <param name="memory">Keeps its bytes.</param>
    public void Read(List<ValueHolder>? parameters, List<IonElement> values, ParameterMemory memory)
    {
        for (var i = 0; i < parameters?.Count; i++)
        {
            values.Add(Read(parameters[i], i + 1, memory));
        }
    }

    private IonElement Read(ValueHolder? holder, int number, ParameterMemory memory)
    {
        try
        {
            return holder switch
            {
                { IonBinary: { } binary } => ReadBinary(binary, number, memory),
                { IonText: { } text } => ReadText(text, number),
                _ => throw SessionErrors.BadRequest($"Parameter {number} has neither IonBinary nor IonText."),
            };
        }
        catch (IonFormatException malformed)
        {
            throw SessionErrors.BadRequest($"Parameter {number} is not one Ion value: {malformed.Message}", inner: malformed);
        }
    }

    private IonElement ReadBinary(MemoryStream binary, int number, ParameterMemory memory)
    {
        if (binary.Length > limits.ParameterSizeBytes)
        {
            throw SessionErrors.BadRequest($"Parameter {number} has {binary.Length} bytes; a parameter can have {limits.ParameterSizeBytes}.");
        }

        return HashRule.Checked(IonElement.Parse(memory.Keep(binary)));
    }

    private IonElement ReadText(string text, int number)
    {
        if (text.Length > limits.ParameterTextLength)
        {
            throw SessionErrors.BadRequest($"Parameter {number} has {text.Length} characters; a parameter can have {limits.ParameterTextLength}.");
        }

        return HashRule.Checked(IonElement.ParseText(text));
    }
}
