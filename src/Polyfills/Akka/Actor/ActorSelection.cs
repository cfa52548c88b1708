using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>A path, with wildcards perhaps, resolved each time something is sent to it.</summary>
public class ActorSelection : ICanTell
{
    private readonly string[] _elements;

    public ActorSelection() : this(null, []) { }
    public ActorSelection(IActorRef anchor, string path) : this(anchor, path?.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        _elements = [.. (elements ?? []).Where(element => element.Length > 0)];
        if (Array.IndexOf(_elements, "**") is >= 0 and var at && at < _elements.Length - 1)
            throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
    }

    public IActorRef Anchor { get; private set; }
    public string PathString => _elements.Length == 0 ? "" : "/" + string.Join("/", _elements);

    public void Tell(object message, IActorRef sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        Deliver(message, sender ?? ActorCell.GetCurrentSelfOrNoSender(), (IInternalActorRef)Anchor, 0);
    }

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception cause) when (cause is not ActorNotFoundException)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", cause);
        }
    }

    private void Deliver(object message, IActorRef sender, IInternalActorRef from, int index)
    {
        for (var current = from; ; index++)
        {
            if (index == _elements.Length)
            {
                current.Tell(message, sender);
                return;
            }
            var element = _elements[index];
            if (element == "..") current = current.Parent;
            else if (element.AsSpan().ContainsAny('*', '?'))
            {
                DeliverToMatching(message, sender, current, index);
                return;
            }
            else
            {
                var child = current is ActorRefWithCell withCell ? withCell.GetSingleChild(element) : current.GetChild([element]);
                if (child.IsNobody())
                {
                    Missing(current).Tell(message, sender);
                    return;
                }
                current = (IInternalActorRef)child;
            }
        }
    }

    private void DeliverToMatching(object message, IActorRef sender, IInternalActorRef parent, int index)
    {
        var children = (parent as ActorRefWithCell)?.Children ?? [];
        if (_elements[index] == "**")
        {
            DeliverToDescendants(message, sender, children, Missing(parent));
            return;
        }
        var pattern = new Regex("^" + Regex.Escape(_elements[index]).Replace("\\*", ".*").Replace("\\?", ".") + "$");
        var matching = children.Where(child => pattern.IsMatch(child.Path.Name)).ToArray();
        if (matching.Length == 0) Missing(parent).Tell(message, sender);
        foreach (var child in matching) Deliver(message, sender, (IInternalActorRef)child, index + 1);
    }

    private static void DeliverToDescendants(object message, IActorRef sender, IEnumerable<IActorRef> children, IActorRef missing)
    {
        var any = false;
        foreach (var child in children)
        {
            any = true;
            child.Tell(message, sender);
            if (child is ActorRefWithCell withCell) DeliverToDescendants(message, sender, withCell.Children, null);
        }
        if (!any) missing?.Tell(message, sender);
    }

    /// <summary>Stands for what was looked for and is not there.</summary>
    private EmptyLocalActorRef Missing(IInternalActorRef from)
    {
        var provider = from.Provider;
        return new EmptyLocalActorRef(provider, Anchor.Path / _elements, ((LocalActorRefProvider)provider).EventStream);
    }

    protected bool Equals(ActorSelection other) => Equals(Anchor, other.Anchor) && PathString == other.PathString;
    public override bool Equals(object obj) => obj is ActorSelection other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);
    public override string ToString() => $"ActorSelection[Anchor({Anchor?.Path}), Path({PathString})]";
}

public class IllegalActorNameException(string message) : AkkaException(message);
