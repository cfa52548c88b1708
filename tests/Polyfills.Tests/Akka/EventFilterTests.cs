using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit.Sdk;

namespace Polyfills.Tests.Akka;

/// <summary>Which log events a filter means, and what it says when there are too few or too many.</summary>
public sealed class EventFilterTests() : TestKit("akka.loglevel = DEBUG\nakka.stdout-loglevel = OFF\nakka.test.filter-leeway = 30s")
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private Task LogAsync(params string[] warnings)
    {
        foreach (var warning in warnings) Log.Warning(warning);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task So_many_are_expected_and_others_do_not_count()
    {
        await EventFilter.Warning("counts").ExpectAsync(2, () => LogAsync("counts", "does not", "counts"));
        await EventFilter.Warning("counts").ExpectOneAsync(() => LogAsync("counts", "does not"));
    }

    [Fact]
    public async Task Too_few_in_time_fail() =>
        await Assert.ThrowsAnyAsync<XunitException>(() => EventFilter.Warning("counts").ExpectAsync(2, Short, () => LogAsync("counts")));

    [Fact]
    public async Task Too_many_fail() =>
        await Assert.ThrowsAnyAsync<XunitException>(() => EventFilter.Warning("counts").ExpectAsync(0, Short, () => LogAsync("counts")));

    [Fact]
    public async Task None_expected_waits_the_whole_time() => await EventFilter.Warning("counts").ExpectAsync(0, Short, () => LogAsync("does not"));

    [Theory]
    [InlineData("the whole text", null, null)]
    [InlineData(null, "the who", null)]
    [InlineData(null, null, "whole")]
    public async Task A_text_is_matched_whole_by_its_start_or_by_a_part(string? message, string? start, string? contains)
    {
        await EventFilter.Warning(message, start, contains).ExpectOneAsync(() => LogAsync("the whole text"));
        await EventFilter.Warning(message, start, contains).ExpectAsync(0, Short, () => LogAsync("another text"));
    }

    [Fact]
    public async Task A_pattern_is_matched() =>
        await EventFilter.Warning(new Regex("^[0-9]+ bottles$")).ExpectOneAsync(() => LogAsync("99 bottles", "no bottles"));

    [Fact]
    public async Task What_is_formatted_is_matched_as_text() => await EventFilter.Info("99 of 100").ExpectOneAsync(() =>
    {
        Log.Info("{0} of {1}", 99, 100);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Each_level_has_its_filter()
    {
        foreach (var level in Enum.GetValues<LogLevel>())
        {
            await EventFilter.ForLogLevel(level, "this").ExpectOneAsync(() =>
            {
                foreach (var each in Enum.GetValues<LogLevel>()) Log.Log(each, "this");
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    public async Task A_source_is_that_of_the_logger()
    {
        var logger = Logging.GetLogger(Sys, "mine");
        await EventFilter.Warning("this", source: logger is BusLogging bus ? bus.LogSource : "").ExpectOneAsync(() =>
        {
            logger.Warning("this");
            Log.Warning("this");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task An_exception_is_matched_by_type_subtypes_too_and_by_either_text()
    {
        Task Fail(string text, Exception cause)
        {
            Log.Error(cause, text);
            return Task.CompletedTask;
        }
        await EventFilter.Exception<ArgumentException>().ExpectOneAsync(() => Fail("text", new ArgumentNullException("parameter")));
        await EventFilter.Exception<ArgumentException>("of the event").ExpectOneAsync(() => Fail("of the event", new ArgumentException("of the cause")));
        await EventFilter.Exception<ArgumentException>("of the cause").ExpectOneAsync(() => Fail("of the event", new ArgumentException("of the cause")));
        await EventFilter.Exception<ArgumentException>().ExpectAsync(0, Short, () => Fail("text", new InvalidOperationException("other")));
    }

    [Fact]
    public async Task Inner_exceptions_count_when_asked_for()
    {
        Task Fail()
        {
            Log.Error(new InvalidOperationException("outer", new ArgumentException("inner")), "failed");
            return Task.CompletedTask;
        }
        await EventFilter.Exception(typeof(ArgumentException), checkInnerExceptions: true).ExpectOneAsync(Fail);
        await EventFilter.Exception(typeof(ArgumentException)).ExpectAsync(0, Short, Fail);
    }

    [Fact]
    public async Task And_means_either() =>
        await EventFilter.Warning("this").And.Warning("that").ExpectAsync(2, () => LogAsync("this", "that", "neither"));

    [Fact]
    public async Task A_dead_letter_is_matched_by_type_and_content()
    {
        Task Send()
        {
            Sys.DeadLetters.Tell("text");
            Sys.DeadLetters.Tell(42);
            return Task.CompletedTask;
        }
        await EventFilter.DeadLetter().ExpectAsync(2, Send);
        await EventFilter.DeadLetter<string>().ExpectOneAsync(Send);
        await EventFilter.DeadLetter<int>(number => number == 42).ExpectOneAsync(Send);
        await EventFilter.DeadLetter<int>(number => number == 43).ExpectAsync(0, Short, Send);
    }

    [Fact]
    public async Task A_predicate_sees_the_event() =>
        await EventFilter.Custom<Warning>(warning => (string)warning.Message == "this").ExpectOneAsync(() => LogAsync("this", "that"));

    [Fact]
    public void The_result_of_what_was_run_comes_back() => Assert.Equal(42, EventFilter.Warning("this").ExpectOne(() =>
    {
        Log.Warning("this");
        return 42;
    }));

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException((string)message);
    }

    [Fact]
    public async Task What_supervision_logs_counts_with_level_cause_and_text()
    {
        var actor = Sys.ActorOf<Failing>();
        await EventFilter.Exception<InvalidOperationException>("boom", source: actor.Path.ToString()).ExpectOneAsync(() =>
        {
            actor.Tell("boom");
            return Task.CompletedTask;
        });
    }
}
