using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to those who subscribed to their class or to a class above it.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<TClassifier, ImmutableHashSet<TSubscriber>> _subscribers =
        ImmutableDictionary<TClassifier, ImmutableHashSet<TSubscriber>>.Empty;

    /// <summary>Who gets the events of one class; worked out at the first event after a change.</summary>
    private volatile ImmutableDictionary<TClassifier, TSubscriber[]> _cache = ImmutableDictionary<TClassifier, TSubscriber[]>.Empty;

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);
    protected abstract bool Classify(TEvent @event, TClassifier classifier);
    protected abstract TClassifier GetClassifier(TEvent @event);

    protected string SimpleName(object source) => SimpleName(source.GetType());
    protected string SimpleName(Type source) => source.Name;

    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var present = _subscribers.GetValueOrDefault(classifier) ?? ImmutableHashSet<TSubscriber>.Empty;
            if (_subscribers.Any(entry => IsSubClassification(entry.Key, classifier) && entry.Value.Contains(subscriber))) return false;
            Change(_subscribers.SetItem(classifier, present.Add(subscriber)));
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            var changed = _subscribers;
            foreach (var (classifier, present) in _subscribers)
                if (present.Contains(subscriber)) changed = changed.SetItem(classifier, present.Remove(subscriber));
            return Change(changed);
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var changed = _subscribers;
            foreach (var (above, present) in _subscribers)
                if (IsSubClassification(classifier, above) && present.Contains(subscriber)) changed = changed.SetItem(above, present.Remove(subscriber));
            return Change(changed);
        }
    }

    private bool Change(ImmutableDictionary<TClassifier, ImmutableHashSet<TSubscriber>> changed)
    {
        if (ReferenceEquals(changed, _subscribers)) return false;
        _subscribers = changed;
        _cache = _cache.Clear();
        return true;
    }

    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        if (!_cache.TryGetValue(classifier, out var receivers)) receivers = Collect(@event, classifier);
        foreach (var receiver in receivers) Publish(@event, receiver);
    }

    private TSubscriber[] Collect(TEvent @event, TClassifier classifier)
    {
        lock (_lock)
        {
            TSubscriber[] receivers = [.. _subscribers.Where(entry => Classify(@event, entry.Key)).SelectMany(static entry => entry.Value).Distinct()];
            _cache = _cache.SetItem(classifier, receivers);
            return receivers;
        }
    }
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;
