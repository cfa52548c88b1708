namespace Amazon.IonDotnet.Tree;

/// <summary>What blobs and clobs have in common.</summary>
public interface IIonLob
{
    ReadOnlySpan<byte> Bytes();

    void SetBytes(ReadOnlySpan<byte> buffer);

    int ByteSize();
}
