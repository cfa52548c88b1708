namespace Amazon.IonDotnet.Tree;

/// <summary>What lists, sexps and datagrams have in common.</summary>
public interface IIonSequence : IIonContainer
{
    void RemoveAt(int index);

    int IndexOf(IIonValue item);

    IIonValue GetElementAt(int index);
}
