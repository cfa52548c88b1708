using Qldb.Ion;

namespace Qldb.Actors.Client;

/// <summary>The one-statement transaction. Parameters are checked and converted here, before a session is asked for.</summary>
internal static class StatementBody
{
    public const string TableNames = "SELECT VALUE name FROM information_schema.user_tables WHERE status = 'ACTIVE'";

    public static Func<TransactionExecutor, Task<object?>> Create(string statement, IReadOnlyList<object?> parameters, IIonSerializer serializer)
    {
        TransactionExecutor.CheckStatement(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        var converted = IonParameter.ToIonBinary(parameters, serializer);
        return async executor =>
        {
            var cursor = await executor.ExecuteAsync(statement, converted).ConfigureAwait(false);
            return await cursor.BufferAsync(executor.CancellationToken).ConfigureAwait(false);
        };
    }

    public static IReadOnlyList<string> ReadNames(BufferedCursor rows)
    {
        var names = new string[rows.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = IonElement.Parse(rows.GetIonBinary(i)).GetString();
        return names;
    }
}
