using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>The real scheduler while every processor has more to do than it can.</summary>
[Collection(StressCollection.Name)]
public sealed class SchedulerStressTests() : TestKit("akka.loglevel = WARNING")
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private sealed record Scheduled(TimeSpan At, TimeSpan Delay, TaskCompletionSource<TimeSpan> Fired);

    [Fact]
    public async Task Every_one_of_thousands_fires_and_none_too_early()
    {
        var busy = 1;
        var burners = Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => new Thread(() =>
        {
            while (Volatile.Read(ref busy) == 1) Thread.SpinWait(1_000);
        })).ToArray();
        foreach (var burner in burners) burner.Start();
        try
        {
            for (var round = 0; round < 40; round++)
            {
                // One alone wakes a wheel that had come to rest; the many meet on its slots, among periodic ones that come and go.
                var scheduled = new ConcurrentBag<Scheduled>();
                Parallel.For(0, round % 4 == 0 ? 1 : 100, i => scheduled.Add(Schedule(TimeSpan.FromMilliseconds(i * 7 % 30))));
                foreach (var one in scheduled) await AssertFires(one, round);
            }
        }
        finally
        {
            Volatile.Write(ref busy, 0);
            foreach (var burner in burners) burner.Join();
        }
    }

    private Scheduled Schedule(TimeSpan delay)
    {
        var fired = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        var scheduler = Sys.Scheduler;
        var periodic = scheduler.Advanced.ScheduleRepeatedlyCancelable(delay, TimeSpan.FromMilliseconds(1), () => { });
        var at = scheduler.MonotonicClock;
        scheduler.Advanced.ScheduleOnce(delay, () =>
        {
            fired.TrySetResult(scheduler.MonotonicClock);
            periodic.Cancel();
        });
        return new Scheduled(at, delay, fired);
    }

    private async Task AssertFires(Scheduled one, int round)
    {
        await Task.WhenAny(one.Fired.Task, Task.Delay(Long));
        Assert.True(one.Fired.Task.IsCompleted,
            $"round {round}: scheduled at {one.At} for {one.Delay} later, it is {Sys.Scheduler.MonotonicClock} and it has not fired; {ThreadPool.PendingWorkItemCount} wait for the pool of {ThreadPool.ThreadCount}");
        Assert.True(await one.Fired.Task >= one.At + one.Delay, $"round {round}: fired at {await one.Fired.Task}, {one.Delay} after {one.At} was asked for");
    }
}
