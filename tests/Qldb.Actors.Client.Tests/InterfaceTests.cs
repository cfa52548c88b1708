using System.Diagnostics.CodeAnalysis;

namespace Qldb.Actors.Client.Tests;

/// <summary>Code that uses the driver can be tested without one: its interfaces are all that it needs to name.</summary>
public sealed class InterfaceTests : DriverFixture
{
    // An application's function, called from bodies.
    private static async Task<bool> RenameAsync(ITransactionExecutor txn, string id, string name)
    {
        await txn.ExecuteAsync("UPDATE Person SET Name = ? WHERE Id = ?", name, id);
        return txn.TransactionId.Length > 0;
    }

    [Fact]
    public async Task A_function_of_ITransactionExecutor_is_called_from_a_body_and_tested_by_itself()
    {
        Assert.True(await Driver().ExecuteAsync(txn => RenameAsync(txn, "a", "Ada")));

        var recorded = new Recording();
        Assert.True(await RenameAsync(recorded, "a", "Ada"));
        Assert.Equal(("UPDATE Person SET Name = ? WHERE Id = ?", "Ada"), (recorded.Statement, recorded.Parameters[0]));
    }

    [Fact]
    public async Task A_driver_is_used_through_its_interface()
    {
        Assert.Equal("SELECT 1", await FirstAsync(Driver()));

        static async Task<string> FirstAsync(IQldbDriver driver) => (await driver.ExecuteStatementAsync("SELECT 1"))[0].StringValue;
    }

    private sealed class Recording : ITransactionExecutor
    {
        public string TransactionId => "recorded";

        public CancellationToken CancellationToken => default;

        public string Statement { get; private set; } = string.Empty;

        public IReadOnlyList<object?> Parameters { get; private set; } = [];

        public Task<ICursor> ExecuteAsync(string statement, params object?[] parameters) => ExecuteAsync(statement, parameters, default);

        public Task<ICursor> ExecuteAsync(string statement, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default)
        {
            (Statement, Parameters) = (statement, parameters);
            return Task.FromResult<ICursor>(null!);
        }

        public Task<ICursor<T>> ExecuteAsync<T>(IQuery<T> query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IQuery<T> Query<T>(string statement, params object?[] parameters) => throw new NotSupportedException();

        [DoesNotReturn]
        public void Abort() => throw new TransactionAbortedException(TransactionId);
    }
}
