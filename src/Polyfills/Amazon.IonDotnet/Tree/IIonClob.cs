using System.Text;

namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a clob.</summary>
public interface IIonClob : IIonLob
{
    StreamReader NewReader(Encoding encoding);
}
