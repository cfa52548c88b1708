using FsCheck;
using FsCheck.Fluent;

namespace Qldb.Actors.Tests.Pool;

public sealed class PoolStateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Whatever happens in whatever order, the promises in the remarks of PoolState hold (PoolEnvironment checks them after each event),
    // and at the end every request has been answered once and every session is gone.
    [Fact]
    public void Its_promises_hold_under_any_sequence_of_events() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(120),
            Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<byte>(), (events, kind) =>
            {
                var pool = new PoolEnvironment(new PoolRules
                {
                    Limit = 1 + (kind % 5),
                    MinIdle = kind % 3 == 0 ? Math.Min(1, kind % 5) : 0,
                    IdleOrder = kind % 2 == 0 ? IdleSessionOrder.Lifo : IdleSessionOrder.Fifo,
                    IdleTimeout = 10 * Second,
                    MaxSessionAge = 40 * Second,
                    OverdueAfter = 30 * Second,
                });
                pool.State.Warm();
                foreach (var seed in events)
                    Happen(pool, seed);

                pool.Settle();
                Assert.Empty(pool.Waiting);
                Assert.Equal(pool.Asked.Count, pool.Granted.Count + pool.Refused.Count);
                pool.Close();
                pool.Settle();
                Assert.Equal(1, pool.TimesClosed);
                Assert.Empty(pool.Sessions);
            }));

    [Fact]
    public void A_free_session_is_granted_at_once()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Release(0, usable: true);

        pool.Acquire(Second);

        Assert.Equal(2, pool.Granted.Count);
        Assert.Single(pool.Sessions);
    }

    [Fact]
    public void Requests_are_served_in_the_order_of_their_arrival()
    {
        var pool = Pool(limit: 1);
        var requests = Enumerable.Range(0, 50).Select(_ => pool.Acquire(Second)).ToList();

        pool.Settle();

        Assert.Equal(requests, pool.Granted);
    }

    [Fact]
    public void As_many_sessions_are_opened_as_requests_wait_and_not_more_than_the_limit()
    {
        var pool = Pool(limit: 3);
        pool.Acquire(Second);
        pool.Acquire(Second);
        Assert.Equal(2, pool.Opening.Count);

        pool.Acquire(Second);
        pool.Acquire(Second);

        Assert.Equal(3, pool.Opening.Count);
    }

    [Fact]
    public void A_request_that_does_not_queue_is_refused_when_all_sessions_are_in_use()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);

        pool.Acquire(TimeSpan.Zero);

        Assert.Equal(new PoolProtocol.Refusal.PoolExhausted(1, TimeSpan.Zero), pool.Refused.Single().Refusal);
    }

    [Fact]
    public void A_request_that_does_not_queue_gets_the_session_that_is_opened_for_it()
    {
        var pool = Pool(limit: 1);
        var request = pool.Acquire(TimeSpan.Zero);

        pool.Start(0);

        Assert.Equal([request], pool.Granted);
    }

    [Fact]
    public void A_request_that_does_not_queue_does_not_wait_for_a_second_try_either()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(TimeSpan.Zero);

        pool.FailStart(0, retryable: true);

        Assert.IsType<PoolProtocol.Refusal.Unavailable>(pool.Refused.Single().Refusal);
    }

    [Fact]
    public void A_failed_start_is_tried_again_while_somebody_waits()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);

        for (var i = 0; i < 10; i++)
            pool.FailStart(0, retryable: true);
        pool.Start(0);

        Assert.Single(pool.Granted);
    }

    [Fact]
    public void A_start_that_fails_for_good_is_the_answer_of_the_request_it_was_for_and_of_no_other()
    {
        var pool = Pool(limit: 1);
        var first = pool.Acquire(Second);
        pool.Acquire(Second);

        pool.FailStart(0, retryable: false);
        Assert.Equal(first, pool.Refused.Single().Request);
        pool.Settle();

        Assert.Single(pool.Granted);
    }

    [Fact]
    public void A_request_whose_time_is_up_while_starts_fail_hears_of_their_failure()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.FailStart(0, retryable: true);

        pool.Expire(0);

        Assert.IsType<PoolProtocol.Refusal.Unavailable>(pool.Refused.Single().Refusal);
    }

    [Fact]
    public void A_request_whose_time_is_up_otherwise_hears_that_the_pool_is_exhausted()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Acquire(Second);

        pool.Pass(Second);

        Assert.Equal(new PoolProtocol.Refusal.PoolExhausted(1, Second), pool.Refused.Single().Refusal);
    }

    [Fact]
    public void Each_request_has_its_own_deadline_whatever_the_order_of_arrival()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        foreach (var wait in new[] { 5, 1, 4, 2, 3 })
            pool.Acquire(wait * Second);

        for (var passed = 1; passed <= 5; passed++)
        {
            pool.Pass(Second);
            Assert.Equal(passed * Second, pool.Refused[^1].Request.MaxWait);
            Assert.Equal(passed, pool.Refused.Count);
        }
    }

    // In all official drivers a body that calls the driver again at the limit waits for itself.
    [Fact]
    public void A_request_from_inside_a_body_is_refused_at_once_when_every_session_would_wait_for_it()
    {
        var pool = Pool(limit: 2);
        var (first, second) = (pool.Acquire(Second), pool.Acquire(Second));
        pool.Start(0);
        pool.Start(0);

        pool.Acquire(Second, within: first); // the second may still come back
        Assert.Empty(pool.Refused);
        var last = pool.Acquire(Second, within: second);

        Assert.Equal((last, new PoolProtocol.Refusal.PoolExhausted(2, TimeSpan.Zero, IsReentrant: true)), pool.Refused.Single());
    }

    [Fact]
    public void So_is_one_from_a_body_inside_a_body()
    {
        var pool = Pool(limit: 2);
        var outer = pool.Acquire(Second);
        pool.Start(0);
        var inner = pool.Acquire(Second, within: outer);
        pool.Start(0);

        var innermost = pool.Acquire(Second, within: inner);

        Assert.Equal(innermost, pool.Refused.Single().Request);
    }

    [Fact]
    public void A_request_that_a_body_left_behind_waits_like_any_other()
    {
        var pool = Pool(limit: 2);
        var (first, second) = (pool.Acquire(Second), pool.Acquire(Second));
        pool.Start(0);
        pool.Start(0);
        var left = pool.Acquire(Second, within: first);

        pool.Release(0, usable: false); // the first has returned; its session is ended
        pool.Acquire(Second, within: second);

        Assert.Empty(pool.Refused);
        pool.FinishEnd(0);
        pool.Start(0);
        Assert.Equal(left, pool.Granted[^1]);
    }

    // Node driver 3.1.0: a dead session freed its permit and its replacement took none, so each raised the limit by one.
    [Fact]
    public void A_session_given_up_is_replaced_within_the_limit()
    {
        var pool = Pool(limit: 2);
        for (var i = 0; i < 20; i++)
        {
            pool.Acquire(Second);
            pool.Settle();
            pool.Acquire(Second);
            pool.Release(0, usable: false);
        }

        Assert.InRange(pool.Sessions.Count, 0, 2);
    }

    // Python driver 3.2.4: a session released a second time was handed to two callers.
    [Fact]
    public void A_second_release_of_a_lease_is_ignored()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Release(0, usable: true);
        pool.Acquire(Second);

        pool.ReleaseAgain(0);

        Assert.Single(pool.Leases);
    }

    [Fact]
    public void A_withdrawn_request_never_strands_a_session()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Acquire(Second);
        pool.Withdraw(1);

        pool.Release(0, usable: true);

        Assert.Equal(1, pool.State.Statistics(0, 0).Idle);
        Assert.Equal(PoolProtocol.Refusal.Withdrawn.Instance, pool.Refused.Single().Refusal);
    }

    [Fact]
    public void A_session_that_dies_on_lease_makes_room_for_the_next_request()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Acquire(Second);

        pool.Kill(0);
        pool.Start(0);

        Assert.Equal(2, pool.Granted.Count);
    }

    [Fact]
    public void The_place_of_a_session_that_crashed_is_taken_until_the_session_is_ended()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Acquire(Second);

        pool.Crash(0);
        Assert.Empty(pool.Opening);
        pool.FinishEnd(0);

        Assert.Single(pool.Opening);
    }

    [Theory]
    [InlineData(IdleSessionOrder.Lifo)]
    [InlineData(IdleSessionOrder.Fifo)]
    public void Idle_sessions_are_used_in_the_order_chosen(IdleSessionOrder order)
    {
        var pool = new PoolEnvironment(new PoolRules { Limit = 2, IdleOrder = order });
        pool.Acquire(Second);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Start(0);
        var (usedLast, idleLongest) = (pool.Leases[1].Session, pool.Leases[0].Session);
        pool.Release(0, usable: true);
        pool.Release(0, usable: true);

        pool.Acquire(Second);

        Assert.Same(order == IdleSessionOrder.Lifo ? usedLast : idleLongest, pool.Leases.Single().Session);
    }

    [Fact]
    public void Surplus_sessions_age_out_down_to_the_minimum()
    {
        var pool = new PoolEnvironment(new PoolRules { Limit = 4, MinIdle = 1, IdleTimeout = Second });
        for (var i = 0; i < 4; i++)
            pool.Acquire(Second);
        pool.Settle();

        pool.Pass(Second);

        Assert.Equal(3, pool.Ending.Count);
    }

    [Fact]
    public void An_old_session_is_retired_although_it_is_among_the_minimum_and_replaced_ahead_of_need()
    {
        var pool = new PoolEnvironment(new PoolRules { Limit = 2, MinIdle = 1, MaxSessionAge = Second });
        pool.State.Warm();
        pool.Start(0);

        pool.Pass(Second);

        Assert.Single(pool.Ending);
        Assert.Single(pool.Opening);
    }

    [Fact]
    public void A_session_replaced_in_use_is_young_again()
    {
        var pool = new PoolEnvironment(new PoolRules { Limit = 1, MaxSessionAge = 10 * Second });
        pool.Acquire(Second);
        pool.Start(0);
        pool.Pass(9 * Second);
        pool.Release(0, usable: true, restarted: true);

        pool.Pass(9 * Second);

        Assert.Empty(pool.Ending);
    }

    [Fact]
    public void A_lease_held_too_long_is_reported_once()
    {
        var pool = new PoolEnvironment(new PoolRules { Limit = 1, OverdueAfter = Second });
        pool.Acquire(Second);
        pool.Start(0);

        pool.Pass(Second);
        pool.Pass(Second);

        Assert.Equal(1, pool.Overdue);
    }

    [Fact]
    public void Close_refuses_who_waits_ends_what_is_idle_and_waits_for_what_is_leased()
    {
        var pool = Pool(limit: 1);
        pool.Acquire(Second);
        pool.Start(0);
        pool.Acquire(Second);

        pool.Close();
        Assert.Equal(PoolProtocol.Refusal.PoolClosed.Instance, pool.Refused.Single().Refusal);
        Assert.Equal(0, pool.TimesClosed);
        pool.Release(0, usable: true);
        pool.FinishEnd(0);

        Assert.Equal(1, pool.TimesClosed);
    }

    [Fact]
    public void A_closed_pool_refuses_new_requests()
    {
        var pool = Pool(limit: 1);
        pool.Close();

        pool.Acquire(Second);

        Assert.Equal(PoolProtocol.Refusal.PoolClosed.Instance, pool.Refused.Single().Refusal);
        Assert.Equal(1, pool.TimesClosed);
    }

    private static PoolEnvironment Pool(int limit) => new(new PoolRules { Limit = limit });

    private static void Happen(PoolEnvironment pool, int seed)
    {
        var (kind, index) = ((int)((uint)seed % 27), (int)((uint)seed / 27));
        switch (kind)
        {
            case 0 or 1: pool.Acquire(Second); break;
            case 2 or 3: pool.Acquire((1 + (index % 60)) * Second); break;
            case 4: pool.Acquire(TimeSpan.Zero); break;
            case 5: pool.Acquire(Timeout.InfiniteTimeSpan); break;
            case 6 or 7 or 8: pool.Start(index); break;
            case 9: pool.FailStart(index, retryable: true); break;
            case 10: pool.FailStart(index, retryable: false); break;
            case 11 or 12 or 13: pool.Release(index, usable: true, restarted: index % 4 == 0); break;
            case 14: pool.Release(index, usable: false); break;
            case 15: pool.ReleaseAgain(index); break;
            case 16: pool.Withdraw(index); break;
            case 17: pool.Expire(index); break;
            case 18: pool.LookAtDeadlines(); break;
            case 19: pool.Kill(index); break;
            case 20 or 21: pool.FinishEnd(index); break;
            case 22: pool.Pass(index % 20 * Second); break;
            case 23 when index % 16 == 0: pool.Close(); break;
            case 23 when index % 16 == 1: pool.StopDraining(); break;
            case 24 or 25: pool.AcquireInside(index); break;
            case 26: pool.Crash(index); break;
        }
    }
}
