using System.Text;

namespace Amazon.IonDotnet.Builders;

/// <summary>How a document is to be read.</summary>
public struct ReaderOptions
{
    public ReaderFormat Format;

    /// <summary>The encoding of text without a byte order mark; UTF-8 where it is null.</summary>
    public Encoding Encoding;

    /// <summary>Where shared symbol tables are found.</summary>
    public ICatalog Catalog;
}
