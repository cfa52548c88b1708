using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.TestKit;

// Expectations about the next messages. Each pair, blocking and asynchronous, shares one check.
public abstract partial class TestKitBase
{
    private delegate void Check<in T>(T message, IActorRef sender);

    public T ExpectMsg<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, null, cancellationToken);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Equal(message, hint), cancellationToken);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Matching(isMessage, hint), cancellationToken);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (message, _) => assert(message), cancellationToken);

    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Matching(isMessageAndSender, hint), cancellationToken);

    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, assertMessageAndSender.Invoke, cancellationToken);

    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Equal(expected, comparer, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, hint, null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Equal(message, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Matching(isMessage, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (message, _) => assert(message), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Matching(isMessageAndSender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, assertMessageAndSender.Invoke, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Equal(expected, comparer, hint), cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(duration, hint, From<T>(sender, null, hint), cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, From(sender, Equal(message, hint), hint), cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, From(sender, Matching(isMessage, hint), hint), cancellationToken);

    public T ExpectMsgFrom<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, From(isSender, Matching(isMessage, hint), hint), cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, From<T>(sender, (message, _) => assertMessage(message), hint), cancellationToken);

    public T ExpectMsgFrom<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, From(assertSender, assertMessage), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(duration, hint, From<T>(sender, null, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, From(sender, Equal(message, hint), hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, From(sender, Matching(isMessage, hint), hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, From(isSender, Matching(isMessage, hint), hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, From<T>(sender, (message, _) => assertMessage(message), hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, From(assertSender, assertMessage), cancellationToken);

    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, TerminationOf(target, hint), cancellationToken);

    public ValueTask<Terminated> ExpectTerminatedAsync(IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, TerminationOf(target, hint), cancellationToken);

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Expect(null, null, AnyOf(messages), cancellationToken);

    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAsync(null, null, AnyOf(messages), cancellationToken);

    private T Expect<T>(TimeSpan? timeout, string hint, Check<T> check, CancellationToken cancellationToken) =>
        Verify(Take(timeout, cancellationToken), timeout, hint, check);

    private async ValueTask<T> ExpectAsync<T>(TimeSpan? timeout, string hint, Check<T> check, CancellationToken cancellationToken) =>
        Verify(await TakeAsync(timeout, cancellationToken), timeout, hint, check);

    private T Verify<T>(MessageEnvelope envelope, TimeSpan? timeout, string hint, Check<T> check)
    {
        if (envelope is null)
            _assertions.Fail(WithHint($"Failed: Timeout {RemainingOrDilated(timeout)} while waiting for a message of type {typeof(T)}", hint));
        if (envelope.Message is not T && (envelope.Message is not null || default(T) is not null))
            _assertions.Fail(WithHint($"Failed: Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} (type {envelope.Message?.GetType()}) instead from {envelope.Sender}", hint));
        var message = (T)envelope.Message;
        check?.Invoke(message, envelope.Sender);
        return message;
    }

    private static string WithHint(string text, string hint) => string.IsNullOrEmpty(hint) ? text : $"{text}. Hint: {hint}";

    private Check<T> Equal<T>(T expected, string hint) => (message, _) => _assertions.AssertEqual(expected, message, hint ?? "");

    private Check<T> Equal<T>(T expected, Func<T, T, bool> comparer, string hint) =>
        (message, _) => _assertions.AssertEqual(expected, message, comparer, hint ?? "");

    private Check<T> Matching<T>(Predicate<T> isMessage, string hint) => (message, _) =>
        _assertions.AssertTrue(isMessage(message), "{0}", WithHint($"Got a message of the expected type <{typeof(T)}>, but the predicate returned false for {message}", hint));

    private Check<T> Matching<T>(Func<T, IActorRef, bool> isMessageAndSender, string hint) => (message, sender) =>
        _assertions.AssertTrue(isMessageAndSender(message, sender), "{0}", WithHint($"Got a message of the expected type <{typeof(T)}> from {sender}, but the predicate returned false for {message}", hint));

    private Check<T> From<T>(IActorRef expected, Check<T> check, string hint) => From(expected.Equals, check, hint);

    private Check<T> From<T>(Predicate<IActorRef> isSender, Check<T> check, string hint) => (message, sender) =>
    {
        _assertions.AssertTrue(isSender(sender), "{0}", WithHint($"Sender does not match: {sender}. Message was: {message}", hint));
        check?.Invoke(message, sender);
    };

    private static Check<T> From<T>(Action<IActorRef> assertSender, Action<T> assertMessage) => (message, sender) =>
    {
        assertSender(sender);
        assertMessage(message);
    };

    private Check<Terminated> TerminationOf(IActorRef target, string hint) => (terminated, _) =>
        _assertions.AssertEqual(target, terminated.ActorRef, "{0}", WithHint($"Expected the termination of {target}, got that of {terminated.ActorRef}", hint));

    private Check<T> AnyOf<T>(IEnumerable<T> messages) => (message, _) =>
        _assertions.AssertTrue(messages.Contains(message), "{0}", $"Expected one of [{string.Join(", ", messages)}], got {message}");

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => Block(NoMessageAsync(RemainingOrDefault, cancellationToken));
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => Block(NoMessageAsync(Dilated(duration), cancellationToken));
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) => ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => await NoMessageAsync(RemainingOrDefault, cancellationToken);
    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) => await NoMessageAsync(Dilated(duration), cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private async ValueTask<bool> NoMessageAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Now;
        var envelope = await _queue.NextAsync(remove: true, duration, cancellationToken).ConfigureAwait(false);
        _last = envelope ?? NullMessageEnvelope.Instance;
        _lastWasNoMsg = true;
        _assertions.AssertTrue(envelope is null, "{0}", $"Failed: Expected no messages during {duration}, instead we received {envelope} after {Now - start}");
        return true;
    }

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => Block(ExpectMsgAllOfAsync((IReadOnlyCollection<T>)messages));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgAllOfAsync(messages, cancellationToken));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => Block(ExpectMsgAllOfAsync(max, (IReadOnlyCollection<T>)messages));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgAllOfAsync(max, messages, cancellationToken));

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(RemainingOrDefault, messages, static (expected, message) => message is T typed && Equals(expected, typed), cancellationToken).Cast<T>();

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(Dilated(max), messages, static (expected, message) => message is T typed && Equals(expected, typed), cancellationToken).Cast<T>();

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        Block(ExpectMsgAllOfMatchingPredicatesAsync(predicates));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Block(ExpectMsgAllOfMatchingPredicatesAsync(predicates, cancellationToken));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        Block(ExpectMsgAllOfMatchingPredicatesAsync(max, predicates));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Block(ExpectMsgAllOfMatchingPredicatesAsync(max, predicates, cancellationToken));

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllOf(RemainingOrDefault, predicates, static (expected, message) => expected.IsMatch(message), cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllOf(Dilated(max), predicates, static (expected, message) => expected.IsMatch(message), cancellationToken);

    /// <summary>As many messages as there are expectations; each must meet one, and each be met.</summary>
    private async IAsyncEnumerable<object> AllOf<TExpected>(TimeSpan max, IReadOnlyCollection<TExpected> expectations, Func<TExpected, object, bool> isMatch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = expectations.ToList();
        var unexpected = new List<object>();
        var received = new List<object>();
        await foreach (var message in ReceiveNBefore(expectations.Count, max, cancellationToken).ConfigureAwait(false))
        {
            var at = open.FindIndex(expected => isMatch(expected, message));
            if (at >= 0) open.RemoveAt(at);
            else if (!expectations.Any(expected => isMatch(expected, message))) unexpected.Add(message);
            received.Add(message);
        }
        _assertions.AssertTrue(unexpected.Count == 0 && open.Count == 0, "{0}",
            $"not found [{string.Join(", ", open)}], found unexpected [{string.Join(", ", unexpected)}]");
        foreach (var message in received) yield return message;
    }
}

/// <summary>A predicate and the type of message it is about.</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _isMatch;

    private PredicateInfo(Type type, Delegate predicate, Func<object, bool> isMatch) => (Type, PredicateT, _isMatch) = (type, predicate, isMatch);

    public Type Type { get; }
    public Delegate PredicateT { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) =>
        new(typeof(T), predicateT, message => message is T typed && predicateT(typed));

    internal bool IsMatch(object message) => _isMatch(message);
    public override string ToString() => Type.ToString();
}

public static class PredicateInfoFactory
{
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) => PredicateInfo.Create((Predicate<T>)predicateT);
}
