using Amazon.IonDotnet.Tree;
using Qldb.Actors.Tests;
using Qldb.Ion;

namespace Qldb.Actors.Client.Tests;

public sealed class CursorTests : DriverFixture
{
    public CursorTests()
    {
        Service.PageSize = 2;
        Service.Rows = (_, _) => Enumerable.Range(0, 7).Select(i => FakeService.Ion($"{{ Name: \"p{i}\", Age: {i} }}"));
    }

    public sealed record Person(string Name, int Age);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Rows_of_all_pages_are_streamed_in_order(int readAhead)
    {
        await Driver(options => options.ReadAhead = readAhead).ExecuteAsync(async txn =>
        {
            var ages = new List<int>();
            await using var cursor = await txn.ExecuteAsync("SELECT * FROM Person");
            Assert.IsType(readAhead == 0 ? typeof(StreamCursor) : typeof(ReadAheadCursor), cursor);
            await foreach (var row in cursor)
                ages.Add(row.GetField("Age").IntValue);
            Assert.Equal(Enumerable.Range(0, 7), ages);
        });
    }

    [Fact]
    public async Task A_page_is_fetched_when_the_reader_comes_to_it()
    {
        await Driver().ExecuteAsync(async txn =>
        {
            var cursor = await txn.ExecuteAsync("SELECT * FROM Person");
            await foreach (var row in cursor)
            {
                if (row.GetField("Age").IntValue == 2)
                    break;
            }
        });

        Assert.Equal(1, Service.Names.Count(name => name == "FetchPage"));
    }

    [Fact]
    public async Task Read_ahead_holds_its_number_of_pages_and_not_more()
    {
        Service.Rows = (_, _) => Enumerable.Range(0, 100).Select(i => FakeService.Ion($"{i}"));
        await Driver(options => options.ReadAhead = 4).ExecuteAsync(async txn =>
        {
            await using var cursor = await txn.ExecuteAsync("SELECT 1");
            await Until(() => Service.Names.Count(name => name == "FetchPage") == 3); // and one in hand

            await txn.ExecuteAsync("SELECT 2").WaitAsync(Patience);
            Assert.InRange(Service.Log.TakeWhile(command => command.Statement != "SELECT 2").Count(command => command.Name == "FetchPage"), 3, 3);
        });
    }

    // Python 2 and 3: a connection error killed the retriever silently, and the reader waited for ever.
    [Fact]
    public async Task A_failure_of_the_retriever_reaches_the_reader_whatever_its_type()
    {
        Service.On(QldbCommand.FetchPage, (_, _, _) => throw new InvalidDataException("any"));

        await Throws<QldbTransportException>(() => Driver(options =>
        {
            options.ReadAhead = 2;
            options.RetryPolicy = RetryPolicy.None;
        }).ExecuteStatementAsync("SELECT 1"));
    }

    // The same drivers and Java: the retriever went on fetching on a session that already served somebody else.
    [Fact]
    public async Task A_result_not_read_to_its_end_is_not_fetched_from_after_the_commit()
    {
        var driver = Driver(options => options.ReadAhead = 3);
        for (var i = 0; i < 50; i++)
            await driver.ExecuteAsync(txn => txn.ExecuteAsync("SELECT 1"), new ExecuteOptions { RetryPolicy = RetryPolicy.None });

        var open = false;
        foreach (var command in Service.Log)
        {
            if (command.Kind == QldbCommand.StartTransaction)
                open = true;
            if (command.Kind == QldbCommand.CommitTransaction)
                open = false;
            Assert.True(open || command.Kind != QldbCommand.FetchPage, "a page was fetched outside a transaction");
        }
    }

    [Fact]
    public async Task A_streaming_result_that_the_body_returns_is_buffered_before_the_commit()
    {
        var cursor = await Driver().ExecuteAsync(txn => txn.ExecuteAsync("SELECT * FROM Person"));

        Assert.False(cursor.IsClosed);
        var rows = Assert.IsType<BufferedCursor>(cursor);
        Assert.Equal(7, rows.Count);
        Assert.Equal("CommitTransaction", Service.Names.Last());
    }

    // .NET driver 1.4.1: IResult<T> was not buffered.
    [Fact]
    public async Task So_is_a_typed_one()
    {
        var cursor = await Driver().ExecuteAsync(txn => txn.ExecuteAsync(txn.Query<Person>("SELECT * FROM Person")));

        Assert.Equal(new Person("p6", 6), Assert.IsType<BufferedCursor<Person>>(cursor)[6]);
    }

    [Fact]
    public async Task A_buffered_result_can_be_read_again_and_again_and_in_every_form()
    {
        var rows = await Driver().ExecuteStatementAsync("SELECT * FROM Person");

        for (var i = 0; i < 2; i++)
        {
            var names = new List<string>();
            await foreach (var row in rows)
                names.Add(row.GetField("Name").StringValue);
            Assert.Equal(7, names.Count);
        }

        Assert.Same(rows[3], rows[3]);
        Assert.Equal(new Person("p3", 3), rows.As<Person>()[3]);
        Assert.Equal("p3", IonElement.Parse(rows.GetIonBinary(3)).TryGetField("Name", out var name) ? name.GetString() : null);
        Assert.Equal(22, rows.TransactionId.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows[7]);
    }

    [Fact]
    public async Task Rows_can_be_had_as_objects_and_as_bytes_while_they_stream()
    {
        await Driver().ExecuteAsync(async txn =>
        {
            var people = new List<Person>();
            await foreach (var person in (await txn.ExecuteAsync("SELECT * FROM Person")).ReadAsync<Person>())
                people.Add(person);
            Assert.Equal(new Person("p0", 0), people[0]);

            var bytes = 0;
            await foreach (var row in (await txn.ExecuteAsync("SELECT * FROM Person")).ReadIonBinaryAsync())
                bytes += row.Length;
            Assert.True(bytes > 0);
        });
    }

    [Fact]
    public async Task A_streaming_result_can_be_read_once()
    {
        await Driver().ExecuteAsync(async txn =>
        {
            var cursor = await txn.ExecuteAsync("SELECT 1");
            await cursor.BufferAsync();
            var twice = await Throws<InvalidOperationException>(() => cursor.BufferAsync());
            Assert.Contains("BufferAsync", twice.Message);
        });
    }

    // .NET driver 1.4.1: a leaked result could read its first page after the commit, then hit the service.
    [Fact]
    public async Task A_result_kept_beyond_its_transaction_is_closed()
    {
        var kept = new List<ICursor>();
        await Driver().ExecuteAsync(async txn => kept.Add(await txn.ExecuteAsync("SELECT 1")));

        Assert.True(kept[0].IsClosed);
        var closed = await Throws<ResultClosedException>(() => kept[0].BufferAsync());
        Assert.Equal(kept[0].TransactionId, closed.TransactionId);
        Assert.DoesNotContain("FetchPage", Service.Names);
    }

    // Java: a look into a closed result of one page was a NullPointerException with read-ahead.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 2)]
    [InlineData(3, 100)]
    public async Task A_result_disposed_of_is_closed(int readAhead, int pageSize)
    {
        Service.PageSize = pageSize;
        await Driver(options => options.ReadAhead = readAhead).ExecuteAsync(async txn =>
        {
            var cursor = await txn.ExecuteAsync("SELECT 1");
            await cursor.DisposeAsync();
            await cursor.DisposeAsync();
            await Throws<ResultClosedException>(() => cursor.BufferAsync());
        });
    }

    // Java counts pages fetched ahead, on one thread, and shows the sum to another without a barrier.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Costs_and_times_of_the_pages_read_are_summed(int readAhead)
    {
        var driver = Driver(options => options.ReadAhead = readAhead);
        await driver.ExecuteAsync(async txn => Assert.Equal(new IOUsage(1, 4), (await txn.ExecuteAsync("SELECT 1")).GetConsumedIOs()));
        var rows = await driver.ExecuteStatementAsync("SELECT 1");

        Assert.Equal(new IOUsage(1 + (3 * 2), 4), rows.GetConsumedIOs());
        Assert.Equal(new TimingInformation(5 + (3 * 3)), rows.GetTimingInformation());
    }

    // .NET and Go: recursion over empty pages. Also: the SDK leaves the list of an empty page null.
    [Fact]
    public async Task Empty_pages_are_skipped_however_many()
    {
        var left = 20_000;
        Service.PageSize = 1;
        Service.On(QldbCommand.FetchPage, (command, carryOut, _) =>
        {
            var answer = carryOut();
            if (left-- > 0)
            {
                answer.FetchPage.Page.Values = null;
                answer.FetchPage.Page.NextPageToken ??= "none";
            }

            return Task.FromResult(answer);
        });
        Service.Rows = (_, _) => Enumerable.Range(0, 20_002).Select(i => FakeService.Ion($"{i}"));

        var rows = await Driver().ExecuteStatementAsync("SELECT 1");

        Assert.Equal(2, rows.Count);
        Assert.Equal(20_001, rows[1].IntValue);
    }

    [Fact]
    public async Task A_row_given_as_Ion_text_is_read_as_well()
    {
        Service.PageSize = 10;
        Service.On(QldbCommand.ExecuteStatement, (_, carryOut, _) =>
        {
            var answer = carryOut();
            answer.ExecuteStatement.FirstPage.Values = [new() { IonText = "{ Name: \"Ada\", Age: 36 }" }];
            return Task.FromResult(answer);
        });

        Assert.Equal(new Person("Ada", 36), (await Driver().ExecuteStatementAsync("SELECT 1")).As<Person>()[0]);
    }

    [Fact]
    public async Task A_failing_page_is_a_fault_like_that_of_a_statement()
    {
        Service.Break(QldbCommand.FetchPage, FakeService.NoSuchSession());
        var runs = 0;

        var rows = await Driver().ExecuteAsync(async txn =>
        {
            runs++;
            return await txn.ExecuteAsync("SELECT 1");
        });

        Assert.Equal(2, runs);
        Assert.Equal(7, ((BufferedCursor)rows).Count);
    }

    [Fact]
    public async Task A_concrete_streaming_type_cannot_be_returned_and_the_message_says_what_can()
    {
        var mistake = await Throws<InvalidOperationException>(() => Driver().ExecuteAsync(async txn => (StreamCursor)await txn.ExecuteAsync("SELECT 1")));

        Assert.Contains("Return it as ICursor", mistake.Message);
        Assert.Equal(0, Service.Commits);
    }

    // .NET driver 1.4.1 parsed the row at each look at Current; the second look threw.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task The_current_row_can_be_looked_at_twice(int readAhead)
    {
        await Driver(options => options.ReadAhead = readAhead).ExecuteAsync(async txn =>
        {
            await using var rows = (await txn.ExecuteAsync("SELECT * FROM Person")).GetAsyncEnumerator();
            Assert.True(await rows.MoveNextAsync());
            Assert.Equal("p0", rows.Current.GetField("Name").StringValue);
            Assert.Same(rows.Current, rows.Current);
        });
    }

    // Python and Java: on a small executor every worker could stand at a full queue while the reader waited for a result that none of them fetched.
    [Fact]
    public async Task Many_results_read_ahead_at_once_do_not_wait_for_each_other()
    {
        await Driver(options => options.ReadAhead = 2).ExecuteAsync(async txn =>
        {
            var open = new Stack<ICursor>();
            for (var i = 0; i < 100; i++)
                open.Push(await txn.ExecuteAsync("SELECT * FROM Person"));
            while (open.TryPop(out var last))
                Assert.Equal(7, (await last.BufferAsync().WaitAsync(Patience)).Count);
        });
    }

    // The framework's own asynchronous LINQ works on results; a reference to System.Linq.Async would make every such call ambiguous.
    [Fact]
    public async Task Streaming_results_take_the_frameworks_LINQ()
    {
        var adults = await Driver().ExecuteAsync(async txn =>
            await (await txn.ExecuteAsync("SELECT * FROM Person")).ReadAsync<Person>().Where(person => person.Age > 2).Select(person => person.Name).ToListAsync());

        Assert.Equal(["p3", "p4", "p5", "p6"], adults);
        Assert.DoesNotContain(
            AppDomain.CurrentDomain.GetAssemblies().SelectMany(assembly => assembly.GetReferencedAssemblies()),
            name => name.Name == "System.Linq.Async");
    }

    // amazon-qldb-driver-python issue 39, amazon-qldb-driver-nodejs issues 5, 9 and 32.
    [Fact]
    public async Task Rows_can_be_had_as_plain_NET_values_without_a_word_of_Ion()
    {
        Service.Rows = (_, _) => [FakeService.Ion("{ Name: \"Ada\", Age: 36, Tags: [\"a\", true] }")];

        var row = (await Driver().ExecuteStatementAsync("SELECT 1")).As<Dictionary<string, object?>>()[0];

        Assert.Equal("Ada", row["Name"]);
        Assert.Equal(36L, Convert.ToInt64(row["Age"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["a", true], Assert.IsAssignableFrom<IEnumerable<object?>>(row["Tags"]));
    }

    [Fact]
    public async Task A_buffered_result_knows_whether_it_is_empty()
    {
        Assert.False((await Driver().ExecuteStatementAsync("SELECT 1")).IsEmpty);
        Service.Rows = (_, _) => [];
        Assert.True((await Driver().ExecuteStatementAsync("SELECT 1")).IsEmpty);
    }

    // On .NET 10 the operators for lists and those for asynchronous sequences would both fit.
    [Fact]
    public async Task Buffered_results_take_LINQ_without_a_detour()
    {
        var people = (await Driver().ExecuteStatementAsync("SELECT * FROM Person")).As<Person>();

        Assert.Equal([4, 5, 6], people.Where(person => person.Age > 3).Select(person => person.Age));
        Assert.Equal(new Person("p6", 6), people.OrderByDescending(person => person.Age).First());
        Assert.Equal("p2", people.Single(person => person.Age == 2).Name);
        Assert.Equal((true, false, 3), (people.Any(), people.All(person => person.Age > 0), people.Count(person => person.Age > 3)));
        Assert.Equal(7, people.ToDictionary(person => person.Name).Count);
        Assert.Equal(["p0", "p1"], from person in people where person.Age < 2 select person.Name);
        Assert.Equal((0, 6), (people.Min(person => person.Age), people.Max(person => person.Age)));

        var rows = await Driver().ExecuteStatementAsync("SELECT * FROM Person");
        Assert.Equal("p6", rows.Select(row => row.GetField("Name").StringValue).Last());
        Assert.Equal(7, rows.ToList().Count);
    }
}
