using Amazon.Runtime;
using Qldb.Actors;
using Qldb.Ion;
using Qldb.Ledger;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Tool.CommandLine;

/// <summary>Turns what can go wrong outside of the tool's own code into one clear line and an exit code. A fault of the tool itself is not caught: its trace is wanted.</summary>
internal static class Failures
{
    public static async Task<int> ReportAsync(Func<Task<int>> command, string interrupted = "Stopped. What was committed stays committed.")
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(interrupted);
            return ExitCode.Interrupted;
        }
        catch (ToolException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Tells whether an exception is about the world outside of the tool.</summary>
    public static bool IsExpected(Exception failure) => failure
        is ToolException or StoreException or LedgerClosedException or AmazonServiceException or AmazonClientException or QldbDriverException or PartiQLException
        or IonFormatException or IOException or InvalidDataException or UnauthorizedAccessException;
}
