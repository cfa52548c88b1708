using Qldb.Actors.Tests;
using Qldb.Ion;

namespace Qldb.Actors.Client.Tests;

/// <summary>A caller's mistakes are found before anything is sent, and named.</summary>
public sealed class BadInputTests : DriverFixture
{
    [Fact]
    public async Task Work_must_not_be_null()
    {
        var driver = Driver();
        await Throws<ArgumentNullException>(() => driver.ExecuteAsync((Func<TransactionExecutor, Task>)null!));
        await Throws<ArgumentNullException>(() => driver.ExecuteAsync((Func<TransactionExecutor, Task<int>>)null!));

        Assert.Empty(Service.Log);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \n")]
    public async Task A_statement_must_not_be_empty(string? statement)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Driver().ExecuteStatementAsync(statement!));

        Assert.Empty(Service.Log);
    }

    [Fact]
    public async Task A_statement_must_not_be_longer_than_the_service_takes()
    {
        var mistake = await Throws<ArgumentException>(() => Driver().ExecuteStatementAsync(new string('x', 100_001)));

        Assert.Contains("100001 characters; the service takes 100000", mistake.Message);
    }

    [Fact]
    public async Task A_parameter_that_is_no_Ion_is_named_by_its_position()
    {
        var mistake = await Throws<ParameterConversionException>(() => Driver().ExecuteStatementAsync("SELECT ?, ?", 1, (Action)(() => { })));

        Assert.Equal(1, mistake.ParameterIndex);
        Assert.Contains("System.Action", mistake.Message);
        Assert.Empty(Service.Log);
    }

    [Fact]
    public async Task A_parameter_that_is_no_Ion_leaves_the_transaction_usable()
    {
        await Driver().ExecuteAsync(async txn =>
        {
            await Throws<ParameterConversionException>(() => txn.ExecuteAsync("SELECT ?", (Action)(() => { })));
            await txn.ExecuteAsync("SELECT 1");
        });

        Assert.Equal(1, Service.Commits);
    }

    // "params object[]" swallows what was meant for the method.
    [Fact]
    public async Task A_token_or_options_among_the_parameters_are_a_mistake()
    {
        var driver = Driver();
        await Throws<ArgumentException>(() => driver.ExecuteStatementAsync("SELECT ?", 1, CancellationToken.None));
        await Throws<ArgumentException>(() => driver.ExecuteStatementAsync("SELECT ?", 1, new ExecuteOptions()));
        await Throws<ArgumentException>(() => driver.ExecuteAsync(txn => txn.ExecuteAsync("SELECT ?", 1, CancellationToken.None)));

        Assert.DoesNotContain("ExecuteStatement", Service.Names);
    }

    [Fact]
    public async Task Every_kind_of_parameter_is_converted_once_and_those_bytes_are_hashed_and_sent()
    {
        var serializer = new CountingSerializer();
        var values = new Amazon.IonDotnet.Tree.Impl.ValueFactory();

        await Driver(options => options.Serializer = serializer).ExecuteStatementAsync(
            "SELECT ?, ?, ?, ?", values.NewString("Ada"), IonElement.OfInt(-6), new object(), null);

        Assert.Equal(1, Service.Commits); // digests agree although no two answers of the serializer do
        Assert.Equal(2, serializer.Calls);
        var sent = Service.Log.Single(command => command.Kind == QldbCommand.ExecuteStatement).Request.ExecuteStatement.Parameters
            .Select(holder => IonElement.Parse(holder.IonBinary.ToArray()).ToString());
        Assert.Equal(["\"Ada\"", "-6", "1", "2"], sent);
    }

    [Fact]
    public async Task Times_out_of_range_are_refused()
    {
        var driver = Driver();
        await Throws<ArgumentOutOfRangeException>(() => driver.GetSessionAsync(TimeSpan.FromSeconds(-2)));
        await Throws<ArgumentOutOfRangeException>(() => driver.CloseAsync(TimeSpan.FromSeconds(-1)));
        await Throws<ArgumentOutOfRangeException>(() => driver.ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { AcquireTimeout = TimeSpan.FromSeconds(-2) }));
        await Throws<ArgumentOutOfRangeException>(() => driver.ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { TransactionTimeout = TimeSpan.Zero }));

        Assert.Empty(Service.Log);
    }

    // .NET driver 1.4.1 takes a permit before it looks at its arguments, and never gives it back.
    [Fact]
    public async Task Mistakes_cost_no_session()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        for (var i = 0; i < 3; i++)
        {
            await Throws<ArgumentNullException>(() => driver.ExecuteAsync((Func<TransactionExecutor, Task>)null!));
            await Throws<InvalidOperationException>(() => driver.ExecuteAsync(_ => null!));
        }

        await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);
    }

    private sealed class CountingSerializer : IIonSerializer
    {
        public int Calls { get; private set; }

        public ReadOnlyMemory<byte> Serialize(object? value) => IonElement.OfInt(++Calls).AsBinary();

        public T Deserialize<T>(ReadOnlyMemory<byte> ion) => throw new NotSupportedException();
    }
}
