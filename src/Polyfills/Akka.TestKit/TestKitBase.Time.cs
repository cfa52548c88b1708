namespace Akka.TestKit;

// Time: how long to wait, Within, and polling until something holds.
public abstract partial class TestKitBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>A block that is late is judged when it ends; one that does not end at all is given up after this.</summary>
    private static readonly TimeSpan HangLeeway = TimeSpan.FromSeconds(1);

    public TimeSpan Dilated(TimeSpan duration) =>
        duration < TimeSpan.Zero ? duration : TimeSpan.FromTicks((long)(duration.Ticks * TestKitSettings.TestTimeFactor));

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout is { } given ? Dilated(given) : TestKitSettings.DefaultTimeout;

    /// <summary>What is left of the enclosing Within, or the default for one expectation.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public TimeSpan Remaining => _end is { } end ? Positive(end - Now)
        : throw new InvalidOperationException("\"Remaining\" may not be called outside of \"Within\"");

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? Positive(end - Now) : duration;

    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given) return RemainingOrDefault;
        if (given == Timeout.InfiniteTimeSpan) throw new ArgumentException("max duration cannot be infinite", nameof(duration));
        if (given < TimeSpan.Zero) throw new ArgumentException("max duration must be >= 0", nameof(duration));
        return Dilated(given);
    }

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(TimeSpan min, TimeSpan max, Action action, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(min, max, () =>
        {
            action();
            return 0;
        }, hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan min, TimeSpan max, Func<T> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var span = BeginWithin(min, max, hint);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = span.OuterEnd;
        }
        EndWithin(span, epsilonValue, hint);
        return result;
    }

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(TimeSpan min, TimeSpan max, Func<Task> actionAsync, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () =>
        {
            await actionAsync();
            return 0;
        }, hint, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(TimeSpan min, TimeSpan max, Func<Task<T>> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var span = BeginWithin(min, max, hint);
        T result;
        try
        {
            var running = function();
            try
            {
                result = await running.WaitAsync(span.Max + (epsilonValue ?? TimeSpan.Zero) + HangLeeway, cancellationToken);
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                _assertions.Fail($"Failed: Block took longer than the maximum of {span.Max}. {hint}");
                throw;
            }
        }
        finally
        {
            _end = span.OuterEnd;
        }
        EndWithin(span, epsilonValue, hint);
        return result;
    }

    private readonly record struct WithinSpan(TimeSpan Start, TimeSpan Min, TimeSpan Max, TimeSpan? OuterEnd);

    private WithinSpan BeginWithin(TimeSpan min, TimeSpan max, string hint)
    {
        if (min < TimeSpan.Zero) throw new ArgumentException("min must be >= 0", nameof(min));
        if (max < TimeSpan.Zero) throw new ArgumentException("max must be finite and >= 0", nameof(max));
        var start = Now;
        (min, max) = (Dilated(min), Dilated(max));
        var left = _end is { } end ? end - start : max;
        _assertions.AssertTrue(left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left, hint ?? "");
        _lastWasNoMsg = false;
        var span = new WithinSpan(start, min, TimeSpan.FromTicks(Math.Min(max.Ticks, left.Ticks)), _end);
        _end = start + span.Max;
        return span;
    }

    private void EndWithin(WithinSpan span, TimeSpan? epsilonValue, string hint)
    {
        var took = Now - span.Start;
        if (took < span.Min) _assertions.Fail($"Failed: Block took {took}, should have at least been {span.Min}. {hint}");
        if (_lastWasNoMsg) return;
        var epsilon = epsilonValue ?? TimeSpan.Zero;
        if (epsilon < TimeSpan.Zero) throw new ArgumentException("epsilon must be >= 0", nameof(epsilonValue));
        if (took > span.Max + epsilon) _assertions.Fail($"Failed: Block took {took}, exceeding {span.Max}. {hint}");
    }

    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (NextPoll(stop, interval, out _))
            {
                Pause(stop, interval, cancellationToken);
            }
        }
    }

    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(() =>
        {
            assertion();
            return Task.CompletedTask;
        }, duration, interval, cancellationToken);

    public async Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan pause;
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (NextPoll(stop, interval, out pause))
            {
                // Failed for now; there is time for another look.
            }
            await Task.Delay(pause, cancellationToken);
        }
    }

    private static void Pause(TimeSpan stop, TimeSpan? interval, CancellationToken cancellationToken)
    {
        if (NextPoll(stop, interval, out var pause)) cancellationToken.WaitHandle.WaitOne(pause);
    }

    /// <summary>False when the time is up.</summary>
    private static bool NextPoll(TimeSpan stop, TimeSpan? interval, out TimeSpan pause)
    {
        var left = stop - Now;
        var wanted = interval ?? PollInterval;
        pause = TimeSpan.FromTicks(Math.Max(0, Math.Min(left.Ticks, wanted.Ticks)));
        return left > TimeSpan.Zero;
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default)
    {
        var allowed = RemainingOrDilated(max);
        if (!AwaitConditionNoThrow(conditionIsFulfilled, allowed, interval, cancellationToken)) FailCondition(allowed, message);
    }

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    public async Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default)
    {
        var allowed = RemainingOrDilated(max);
        if (!await AwaitConditionNoThrowAsync(conditionIsFulfilled, allowed, interval, cancellationToken)) FailCondition(allowed, message);
    }

    private void FailCondition(TimeSpan allowed, string message) => _assertions.Fail($"Timeout {allowed} expired while waiting for condition. {message}");

    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + max;
        while (!conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!NextPoll(stop, interval, out var pause)) return false;
            cancellationToken.WaitHandle.WaitOne(pause);
        }
        return true;
    }

    public Task<bool> AwaitConditionNoThrowAsync(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, cancellationToken);

    public async Task<bool> AwaitConditionNoThrowAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + max;
        while (!await conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!NextPoll(stop, interval, out var pause)) return false;
            await Task.Delay(pause, cancellationToken);
        }
        return true;
    }
}
