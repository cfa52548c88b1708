using Xunit;

namespace Qldb.Ion.Tests.Hashing;

/// <summary>Vectors that two official drivers reproduce byte for byte.</summary>
public sealed class CommitDigestBuilderTests
{
    private const string TransactionId = "Bx0VYbWkNxUF9q2m7T3aQe";

    [Fact]
    public void A_transaction_without_statements_commits_with_the_hash_of_its_id() =>
        Assert.Equal("HPkJiN5oteeCKF2IaqbRl+EUViBRZ2BsITPP1v50ijk=", new CommitDigestBuilder(TransactionId).Current.ToString());

    [Fact]
    public void One_statement_without_parameters()
    {
        var digest = new CommitDigestBuilder(TransactionId);
        digest.Add("SELECT * FROM Person");
        Assert.Equal("YcQpklJFPDHtw/d02/XU7j3Q9lNpq6k+oZOlKOZdEY4=", digest.Current.ToString());
    }

    [Fact]
    public void Two_statements_with_parameters()
    {
        var digest = new CommitDigestBuilder(TransactionId);
        var ada = IonElement.OfString("Ada").AsBinary();
        digest.Add("SELECT * FROM Person WHERE Name = ? AND Age = ?", ada, IonElement.OfInt(42).AsBinary());
        Assert.Equal("4d31a89563b9c040abb1e94aca7cfa80445f9d9cfdfc6e3c3eff60f1c8f61e43", Convert.ToHexStringLower(digest.Current.ToArray()));
        digest.Add("UPDATE Person SET Age = ? WHERE Name = ?", IonElement.OfInt(-6).AsBinary(), ada);
        Assert.Equal("eF1M9ZEBDoksmV4398d59Q9Fmdy9/1m2GtEC0ST3SEM=", digest.Current.ToString());
    }

    [Fact]
    public void A_struct_as_parameter()
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("Name");
        writer.WriteString("Ada");
        writer.WriteFieldName("Age");
        writer.WriteInt(42);
        writer.StepOut();
        var digest = new CommitDigestBuilder(TransactionId);
        digest.Add("INSERT INTO Person ?", writer.WrittenMemory);
        Assert.Equal("XwTlVt4dCr+NlfKIUQno86Xops1aI5rTxpa3jFJ4YCQ=", digest.Current.ToString());
    }

    [Fact]
    public void A_parameter_that_is_no_Ion_leaves_the_digest_as_it_was()
    {
        var digest = new CommitDigestBuilder(TransactionId);
        var before = digest.Current;
        Assert.Throws<IonFormatException>(() => digest.Add("SELECT 1", new byte[] { 1, 2, 3 }));
        Assert.Equal(before, digest.Current);
    }
}
