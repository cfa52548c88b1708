using Amazon.QLDBSession;
using Qldb.Actors;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Tool.Terminal;

/// <summary>Turns what can go wrong outside of the tool's own code into one clear line and an exit code. A fault of the tool itself is not caught: its trace is wanted.</summary>
internal static class Failures
{
    public static async Task<int> ReportAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. What was committed stays committed.");
            return 130;
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static bool IsExpected(Exception failure) => failure
        is StoreException or AmazonQLDBSessionException or QldbDriverException or PartiQLException or IonFormatException
        or IOException or InvalidDataException or UnauthorizedAccessException;
}
