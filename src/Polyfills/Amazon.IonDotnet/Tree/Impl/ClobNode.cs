using System.Text;

namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class ClobNode(byte[] bytes) : LobNode(bytes)
{
    public override StreamReader NewReader(Encoding encoding) => new(new MemoryStream(Content, writable: false), encoding);

    public override IonType Type() => IonType.Clob;
}
