using System.Collections;
using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.TestKit;

// Taking messages out of the queue.
public abstract partial class TestKitBase
{
    private async ValueTask<MessageEnvelope> TakeAsync(TimeSpan? max, CancellationToken cancellationToken, bool remove = true)
    {
        var timeout = max == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : RemainingOrDilated(max);
        var envelope = await _queue.NextAsync(remove, timeout, cancellationToken).ConfigureAwait(false);
        if (remove)
        {
            _lastWasNoMsg = false;
            _last = envelope ?? NullMessageEnvelope.Instance;
        }
        return envelope;
    }

    private MessageEnvelope Take(TimeSpan? max, CancellationToken cancellationToken) => Block(TakeAsync(max, cancellationToken));

    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => Take(max, cancellationToken)?.Message;

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync(max, cancellationToken).ConfigureAwait(false))?.Message;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = Take(max, cancellationToken);
        return envelope is not null;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var envelope = await TakeAsync(max, cancellationToken).ConfigureAwait(false);
        return (envelope is not null, envelope);
    }

    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => Block(PeekOneAsync(max, cancellationToken));
    public object PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync(max, cancellationToken, remove: false).ConfigureAwait(false))?.Message;

    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        (var success, envelope) = Block(TryPeekOneAsync(max, cancellationToken));
        return success;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var envelope = await TakeAsync(max, cancellationToken, remove: false).ConfigureAwait(false);
        return (envelope is not null, envelope);
    }

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Block(ReceiveNAsync(numberOfMessages, cancellationToken));

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Block(ReceiveNAsync(numberOfMessages, max, cancellationToken));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNBefore(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        if (max < TimeSpan.Zero) throw new ArgumentException("max must be >= 0 and finite", nameof(max));
        return ReceiveNBefore(numberOfMessages, Dilated(max), cancellationToken);
    }

    private async IAsyncEnumerable<object> ReceiveNBefore(int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stop = Now + max;
        for (var i = 0; i < numberOfMessages; i++)
        {
            var envelope = await _queue.NextAsync(remove: true, Positive(stop - Now), cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(envelope is not null, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, numberOfMessages, i, max);
            _last = envelope;
            _lastWasNoMsg = false;
            yield return envelope.Message;
        }
    }

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Block(FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken));

    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    /// <summary><paramref name="allMessages"/> gets what was skipped.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var allowed = RemainingOrDilated(max);
        var stop = Now + allowed;
        allMessages?.Clear();
        while (true)
        {
            var envelope = await _queue.NextAsync(remove: true, Positive(stop - Now), cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(envelope is not null, "Timeout ({0}) during fishForMessage, hint: {1}", allowed, hint);
            _last = envelope;
            _lastWasNoMsg = false;
            if (envelope.Message is T typed && isMessage(typed)) return typed;
            allMessages?.Add(envelope.Message);
        }
    }

    /// <summary>Takes what comes until nothing more does; fails when a <typeparamref name="T"/> is among it.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        await foreach (var message in ReceiveWhileAsync<object>(static message => message, max, null, int.MaxValue, cancellationToken).ConfigureAwait(false))
            _assertions.AssertFalse(message is T, "{0}", $"did not expect a message of type {typeof(T)}");
    }

    /// <summary>Waits until nothing has come for <paramref name="max"/>; gives what came before.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        while (await TakeAsync(max, cancellationToken).ConfigureAwait(false) is { } envelope)
        {
            _assertions.AssertFalse(messages.Count >= maxMessages, "{0}", $"maxMessages violated (current iterations: {messages.Count}). Radio silence was not reached.");
            messages.Add(envelope.Message);
        }
        _lastWasNoMsg = true;
        return messages;
    }

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Block(ReceiveWhileAsync(max, filter, msgs, cancellationToken));

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Block(ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken));

    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Block(ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken));

    public IReadOnlyList<T> ReceiveWhile<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        Block(ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken));

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        WhileMatching(message => filter(message) is { } result && !EqualityComparer<T>.Default.Equals(result, default) ? (true, true, result) : default, max, idle, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        WhileMatching(message => message is T typed
            ? shouldContinue(typed) ? (true, true, typed) : default
            : (shouldIgnoreOtherMessageTypes, false, default), max, idle, msgs, cancellationToken);

    /// <summary>The message that does not match stays for the next expectation.</summary>
    private async IAsyncEnumerable<T> WhileMatching<T>(Func<object, (bool GoOn, bool Take, T Result)> match, TimeSpan? max, TimeSpan? idle, int msgs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stop = Now + RemainingOrDilated(max);
        var last = _last;
        for (var count = 0; count < msgs;)
        {
            var left = Positive(stop - Now);
            var wait = idle is { } given && given >= TimeSpan.Zero && given < left ? given : left;
            var envelope = await _queue.NextAsync(remove: true, wait, cancellationToken).ConfigureAwait(false);
            if (envelope is null) break;
            var (goOn, take, result) = match(envelope.Message);
            if (!goOn)
            {
                _queue.AddFirst(envelope);
                break;
            }
            if (!take) continue;
            last = envelope;
            count++;
            yield return result;
        }
        _last = last;
        _lastWasNoMsg = true;
    }
}
