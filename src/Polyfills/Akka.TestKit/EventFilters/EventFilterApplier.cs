using Akka.Actor;
using Akka.TestKit.Internal;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit
{
    /// <summary>Says what is to be done about the log events meant: expected so often, or kept quiet.</summary>
    public interface IEventFilterApplier
    {
        EventFilterFactory And { get; }
        void ExpectOne(Action action, CancellationToken cancellationToken = default);
        void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);
        T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);
        T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);
        Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);
        Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);
        Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);
        Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);
        void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);
        void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);
        T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);
        T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);
        Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);
        Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default);
        Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);
        Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);
        Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);
        T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);
        void Mute(Action action, CancellationToken cancellationToken = default);
        Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);
        Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);
        IUnmutableFilter Mute();
    }

    /// <summary>Keeps events quiet until it is undone.</summary>
    public interface IUnmutableFilter : IDisposable
    {
        void Unmute();
    }
}

namespace Akka.TestKit.Internal
{
    public class InternalEventFilterApplier : IEventFilterApplier
    {
        private readonly TestKitBase _testkit;
        private readonly ActorSystem _system;
        private readonly IReadOnlyList<EventFilterBase> _filters;

        public InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters) =>
            (_testkit, _system, _filters) = (testkit, system, filters);

        public EventFilterFactory And => new(_testkit, _system, _filters);

        public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Intercept(AsFunc(action), 1, null, cancellationToken);
        public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Intercept(AsFunc(action), 1, timeout, cancellationToken);
        public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Intercept(func, 1, null, cancellationToken);
        public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Intercept(func, 1, timeout, cancellationToken);
        public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) => Intercept(AsFunc(action), expectedCount, null, cancellationToken);
        public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Intercept(AsFunc(action), expectedCount, timeout, cancellationToken);
        public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) => Intercept(func, expectedCount, null, cancellationToken);
        public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Intercept(func, expectedCount, timeout, cancellationToken);
        public void Mute(Action action, CancellationToken cancellationToken = default) => Intercept(AsFunc(action), null, null, cancellationToken);
        public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Intercept(func, null, null, cancellationToken);

        public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => InterceptAsync(AsFunc(actionAsync), 1, null, cancellationToken);
        public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => InterceptAsync(AsFunc(action), 1, timeout, cancellationToken);
        public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, 1, null, cancellationToken);
        public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, 1, timeout, cancellationToken);
        public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) => InterceptAsync(AsFunc(actionAsync), expectedCount, null, cancellationToken);
        public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) => InterceptAsync(AsFunc(actionAsync), expectedCount, timeout, cancellationToken);
        public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => InterceptAsync(AsFunc(action), expectedCount, timeout, cancellationToken);
        public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, expectedCount, null, cancellationToken);
        public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, expectedCount, timeout, cancellationToken);
        public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => InterceptAsync(AsFunc(action), null, null, cancellationToken);
        public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, null, null, cancellationToken);

        public IUnmutableFilter Mute() => new Muting(_filters, _system);

        private static Func<int> AsFunc(Action action) => () =>
        {
            action();
            return 0;
        };

        private static Func<Task<int>> AsFunc(Func<Task> action) => async () =>
        {
            await action();
            return 0;
        };

        private T Intercept<T>(Func<T> func, int? expected, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            using var counting = new Counting(_filters, _system);
            var result = func();
            if (expected is not { } count) return result;
            var allowed = Allowed(timeout);
            if (count > 0) _testkit.AwaitConditionNoThrow(() => counting.Count >= count, allowed, null, cancellationToken);
            else cancellationToken.WaitHandle.WaitOne(allowed);
            Check(count, counting.Count, allowed);
            return result;
        }

        private async Task<T> InterceptAsync<T>(Func<Task<T>> func, int? expected, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            using var counting = new Counting(_filters, _system);
            var result = await func();
            if (expected is not { } count) return result;
            var allowed = Allowed(timeout);
            if (count > 0) await _testkit.AwaitConditionNoThrowAsync(() => counting.Count >= count, allowed, null, cancellationToken);
            else await Task.Delay(allowed, cancellationToken);
            Check(count, counting.Count, allowed);
            return result;
        }

        private TimeSpan Allowed(TimeSpan? timeout) => _testkit.Dilated(timeout ?? TestKitExtension.For(_system).TestEventFilterLeeway);

        private void Check(int expected, int received, TimeSpan allowed)
        {
            var filters = $"{Environment.NewLine}{string.Join(Environment.NewLine, _filters)}";
            if (received > expected)
                _testkit.TestKitAssertions.Fail($"Received {received - expected} {Messages(received - expected)} too many. Expected {Messages(expected, true)} but received {Messages(received, true)} that matched filter:{filters}");
            if (received < expected)
                _testkit.TestKitAssertions.Fail($"Timeout ({allowed}) while waiting for messages. Only received {received}/{expected} messages that matched filter:{filters}");
        }

        private static string Messages(int number, bool withNumber = false) =>
            (withNumber ? number == 0 ? "no " : $"{number} " : "") + (number == 1 ? "message" : "messages");

        private class Muting : IUnmutableFilter
        {
            private readonly IReadOnlyCollection<EventFilterBase> _filters;
            private readonly ActorSystem _system;

            public Muting(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system)
            {
                (_filters, _system) = (filters, system);
                system.EventStream.Publish(new Mute(filters));
            }

            public void Unmute() => Dispose();
            public virtual void Dispose() => _system.EventStream.Publish(new Unmute(_filters));
        }

        private sealed class Counting : Muting
        {
            private readonly IReadOnlyCollection<EventFilterBase> _filters;
            private int _count;

            public Counting(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system) : base(filters, system)
            {
                _filters = filters;
                foreach (var filter in filters) filter.EventMatched += OnMatched;
            }

            public int Count => Volatile.Read(ref _count);

            public override void Dispose()
            {
                foreach (var filter in _filters) filter.EventMatched -= OnMatched;
                base.Dispose();
            }

            private void OnMatched(EventFilterBase filter, Event.LogEvent logEvent) => Interlocked.Increment(ref _count);
        }
    }
}
