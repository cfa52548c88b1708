namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class BlobNode(byte[] bytes) : LobNode(bytes)
{
    public override IonType Type() => IonType.Blob;
}
