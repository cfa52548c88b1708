using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>The parameters of one statement with their Ion hashes: those of the commit digest, and of a document that is inserted as it came.</summary>
internal readonly struct HashedParameters
{
    private readonly QldbHash[] _hashes;

    public HashedParameters(IReadOnlyList<IonElement> values)
    {
        Values = values;
        _hashes = values.Count == 0 ? [] : new QldbHash[values.Count];
        for (var i = 0; i < _hashes.Length; i++)
        {
            _hashes[i] = QldbHash.Of(values[i]);
        }
    }

    public IReadOnlyList<IonElement> Values { get; }

    /// <summary>The digest of the statement with these parameters.</summary>
    public QldbHash Digest(QldbHash text)
    {
        var digest = text;
        foreach (var hash in _hashes)
        {
            digest = digest.Dot(hash);
        }

        return digest;
    }

    /// <summary>The hash of a value if it is one of the parameters, whole; else empty.</summary>
    public QldbHash HashOf(IonElement value)
    {
        if (value.IsWholeStream)
        {
            var binary = value.AsBinary();
            for (var i = 0; i < _hashes.Length; i++)
            {
                if (Values[i].IsWholeStream && Values[i].AsBinary().Equals(binary))
                {
                    return _hashes[i];
                }
            }
        }

        return QldbHash.Empty;
    }
}
