using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Sessions;

/// <summary>Statement parameters as they come over the session protocol: Ion binary or Ion text, checked and copied, since the caller may reuse its buffers.</summary>
internal sealed class ParameterReader(LedgerLimits limits)
{
    public IReadOnlyList<IonElement> Read(List<ValueHolder>? parameters)
    {
        if (parameters is null or { Count: 0 })
        {
            return [];
        }

        var values = new IonElement[parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Read(parameters[i], i + 1);
        }

        return values;
    }

    private IonElement Read(ValueHolder? holder, int number)
    {
        try
        {
            return holder switch
            {
                { IonBinary: { } binary } => ReadBinary(binary, number),
                { IonText: { } text } => ReadText(text, number),
                _ => throw SessionErrors.BadRequest($"Parameter {number} has neither IonBinary nor IonText."),
            };
        }
        catch (IonFormatException malformed)
        {
            throw SessionErrors.BadRequest($"Parameter {number} is not one Ion value: {malformed.Message}", inner: malformed);
        }
    }

    private IonElement ReadBinary(MemoryStream binary, int number)
    {
        if (binary.Length > limits.ParameterSizeBytes)
        {
            throw SessionErrors.BadRequest($"Parameter {number} has {binary.Length} bytes; a parameter can have {limits.ParameterSizeBytes}.");
        }

        return HashRule.Checked(IonElement.Parse(binary.ToArray()));
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
