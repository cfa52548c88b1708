using Microsoft.Extensions.Options;

namespace Qldb.Actors.Client;

/// <summary>Checks options when the host starts, not at the first transaction.</summary>
internal sealed class QldbDriverOptionsValidator : IValidateOptions<QldbDriverOptions>
{
    public ValidateOptionsResult Validate(string? name, QldbDriverOptions options)
    {
        try
        {
            options.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException fault)
        {
            return ValidateOptionsResult.Fail($"Driver of ledger '{name}': {fault.Message}");
        }
    }
}
