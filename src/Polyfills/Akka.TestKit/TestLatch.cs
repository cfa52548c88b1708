namespace Akka.TestKit;

/// <summary>Opens when it has been counted down as often as said.</summary>
public class TestLatch
{
    private readonly CountdownEvent _countdown;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    public TestLatch() : this(1) { }
    public TestLatch(int count) : this(count, TimeSpan.FromSeconds(5)) { }
    public TestLatch(int count, TimeSpan defaultTimeout) : this(static span => span, defaultTimeout, count) { }

    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _countdown = new CountdownEvent(count);
    }

    public bool IsOpen => _countdown.IsSet;

    public void CountDown()
    {
        if (!_countdown.IsSet) _countdown.Signal();
    }

    public void Open()
    {
        while (!_countdown.IsSet) CountDown();
    }

    public void Reset() => _countdown.Reset();
    public void Ready() => Ready(_defaultTimeout);

    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue) throw new ArgumentException($"TestLatch does not support waiting for {timeout}", nameof(timeout));
        if (!_countdown.Wait(_dilate(timeout)))
            throw new TimeoutException($"Timeout of {_dilate(timeout)}. {_countdown.CurrentCount} of {_countdown.InitialCount} counts left.");
    }
}

/// <summary>A point that so many threads must have reached before any goes on.</summary>
public class TestBarrier
{
    private readonly Barrier _barrier;
    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan _defaultTimeout;

    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    public void Await() => Await(_defaultTimeout);

    public void Await(TimeSpan timeout)
    {
        if (!_barrier.SignalAndWait(_testKit.Dilated(timeout))) throw new TimeoutException($"Timeout of {timeout} while waiting for the barrier.");
    }

    public void Reset()
    {
        _barrier.RemoveParticipants(_count);
        _barrier.AddParticipants(_count);
    }
}
