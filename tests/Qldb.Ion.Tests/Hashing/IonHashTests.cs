using Qldb.Ion.Tests.Support;
using Xunit;

namespace Qldb.Ion.Tests.Hashing;

public sealed class IonHashTests
{
    private const string Revision = """
        {blockAddress:{strandId:"KmA3ZZca7vAIiJAK9S5Iwl",sequenceNo:100},hash:{{mHVex/yjHAWjFPpwhBuH2GKXmKJjK2FBa9faqoUVNtg=}},
         data:{VIN:"1N4AL11D75C109151",Amount:90.25,From:2017-08-21,Owners:[{PersonId:"BFJKdXhnLRT27sXBnojNGW"},{PersonId:"CMVdR77XP8zAglmmFDGTvt"}]},
         metadata:{id:"JUJgkIcNbhS2goq8RqLuZ4",version:3,txTime:2019-09-16T19:37:05.344Z,txId:"FnQeJBAicTX0Ah32ZnVtSX",weight:1.5e0,state:WA}}
        """;

    [Fact]
    public void A_revision_is_hashed_without_an_allocation()
    {
        var binary = IonText.ToBinary(Revision);
        var element = IonElement.Parse(binary);
        var hash = new byte[32];
        Assert.Equal(0, Allocated.LeastBytes(() => Hash(element, binary, hash)));
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => IonHash.Compute(IonElement.OfInt(1), new byte[31]));

    [Fact]
    public void A_symbol_of_a_shared_table_has_no_hash_while_its_text_is_unknown()
    {
        var value = IonText.ReadAll("$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 5}]} {$10: 1}").Single();
        var error = Assert.Throws<IonFormatException>(() => QldbHash.Of(value));
        Assert.Contains("$10", error.Message);
    }

    [Fact]
    public void The_hash_of_no_value_is_refused() => Assert.Throws<InvalidOperationException>(() => QldbHash.Of(default));

    private static void Hash(IonElement element, byte[] binary, byte[] hash)
    {
        IonHash.Compute(element, hash);
        IonHash.Compute(binary, hash);
    }
}
