using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to those who subscribed to their class or to a class above it.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];

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
            var above = _subscriptions.FindAll(each => each.IsOf(subscriber) && IsSubClassification(each.Classifier, classifier));
            if (above.Exists(each => !IsExcluded(each, classifier))) return false;
            foreach (var each in above) each.Excluded.RemoveAll(excluded => IsSubClassification(classifier, excluded));
            _subscriptions.Add(new Subscription(subscriber, classifier));
            _cache = _cache.Clear();
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock) return Changed(_subscriptions.RemoveAll(each => each.IsOf(subscriber)) > 0);
    }

    /// <summary>Out of a class that was subscribed to as a whole, the given part of it is left out from now on.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var changed = _subscriptions.RemoveAll(each => each.IsOf(subscriber) && IsSubClassification(classifier, each.Classifier)) > 0;
            foreach (var each in _subscriptions)
            {
                if (!each.IsOf(subscriber) || !IsSubClassification(each.Classifier, classifier) || IsExcluded(each, classifier)) continue;
                each.Excluded.Add(classifier);
                changed = true;
            }
            return Changed(changed);
        }
    }

    private bool IsExcluded(Subscription subscription, TClassifier classifier) =>
        subscription.Excluded.Exists(excluded => IsSubClassification(excluded, classifier));

    private bool Changed(bool changed)
    {
        if (changed) _cache = _cache.Clear();
        return changed;
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
            TSubscriber[] receivers = [.. _subscriptions
                .Where(each => Classify(@event, each.Classifier) && !each.Excluded.Exists(excluded => Classify(@event, excluded)))
                .Select(static each => each.Subscriber).Distinct()];
            _cache = _cache.SetItem(classifier, receivers);
            return receivers;
        }
    }

    private sealed record Subscription(TSubscriber Subscriber, TClassifier Classifier)
    {
        public List<TClassifier> Excluded { get; } = [];
        public bool IsOf(TSubscriber subscriber) => EqualityComparer<TSubscriber>.Default.Equals(Subscriber, subscriber);
    }
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;
