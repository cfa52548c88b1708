using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Utils;

namespace Polyfills.Tests.IonDotnet;

public sealed class SymbolTests
{
    [Fact]
    public void The_default_token_has_neither_text_nor_number()
    {
        Assert.Equal(SymbolToken.UnknownSid, default(SymbolToken).Sid);
        Assert.Null(SymbolToken.None.Text);
        Assert.NotEqual(SymbolToken.None, new SymbolToken(null, 0));
    }

    [Fact]
    public void Tokens_are_equal_in_everything_and_equivalent_by_text()
    {
        var a10 = new SymbolToken("a", 10);

        Assert.True(a10 == new SymbolToken("a", 10));
        Assert.Equal(a10.GetHashCode(), new SymbolToken("a", 10).GetHashCode());
        Assert.True(a10 != new SymbolToken("a", 11));
        Assert.True(a10 != new SymbolToken("a", 10, new ImportLocation("t", 1)));
        Assert.True(a10.IsEquivalentTo(new SymbolToken("a", 11)));
        Assert.False(a10.IsEquivalentTo(new SymbolToken("b", 10)));
        Assert.True(new SymbolToken(null, 10, new ImportLocation("t", 1)).IsEquivalentTo(new SymbolToken(null, 20, new ImportLocation("t", 1))));
        Assert.False(new SymbolToken(null, 10, new ImportLocation("t", 1)).IsEquivalentTo(a10));
        Assert.Equal("SymbolToken::{text:a, id:10, importLocation:ImportLocation::{importName:t, id:1}}", new SymbolToken("a", 10, new ImportLocation("t", 1)).ToString());
    }

    [Fact]
    public void A_local_table_numbers_symbols_behind_those_of_the_system()
    {
        IonLoader.Default.Load("a", out var table);

        Assert.Equal(10, table.Find("a").Sid);
        Assert.Equal(SymbolToken.None, table.Find("b"));
        Assert.Equal(11, table.Intern("b").Sid);
        Assert.Equal(SystemSymbols.NameSid, table.Intern("name").Sid);
        Assert.Equal((11, true, false), (table.MaxId, table.IsLocal, table.IsShared));
        Assert.Equal("b", table.FindKnownSymbol(11));
        Assert.Null(table.FindKnownSymbol(12));
        Assert.Null(table.FindKnownSymbol(0));
        Assert.Equal((9, true), (table.GetSystemTable().MaxId, table.GetSystemTable().IsSystem));

        table.MakeReadOnly();
        Assert.Throws<InvalidOperationException>(() => table.Intern("c"));
    }

    [Fact]
    public void A_written_table_declares_its_symbols()
    {
        IonLoader.Default.Load("a b", out var table);

        Assert.Equal("x", Ion.Values(Ion.Text(table.WriteTo) + " x")[0].StringValue);
        Assert.Equal("b", Ion.Value(Ion.Text(table.WriteTo) + " $11").StringValue);
    }

    [Fact]
    public void Every_system_symbol_has_its_number()
    {
        IonLoader.Default.Load("", out var table);

        string[] expected = ["$ion", "$ion_1_0", "$ion_symbol_table", "name", "version", "imports", "symbols", "max_id", "$ion_shared_symbol_table"];
        Assert.Equal(expected, table.GetSystemTable().GetDeclaredSymbolNames());
        Assert.Equal(expected, Enumerable.Range(1, 9).Select(table.FindKnownSymbol));
    }

    [Fact]
    public void A_catalog_gives_the_version_or_the_best_one_there_is()
    {
        var catalog = new SimpleCatalog();
        foreach (var version in new[] { 1, 3, 5 })
            catalog.PutTable(new Shared("t", version));

        Assert.Equal(5, catalog.GetTable("t").Version);
        Assert.Equal([1, 3, 3, 5, 5], new[] { 1, 2, 3, 4, 6 }.Select(version => catalog.GetTable("t", version).Version));
        Assert.Null(catalog.GetTable("u"));
        Assert.Null(catalog.GetTable("u", 1));
        Assert.Equal(3, catalog.Count());
        IonLoader.Default.Load("", out var local);
        Assert.Throws<ArgumentException>(() => catalog.PutTable(local));
    }

    private sealed class Shared(string name, int version) : ISymbolTable
    {
        public string Name => name;

        public int Version => version;

        public bool IsLocal => false;

        public bool IsShared => true;

        public bool IsSubstitute => false;

        public bool IsSystem => false;

        public bool IsReadOnly => true;

        public string IonVersionId => null!;

        public int MaxId => 0;

        public void MakeReadOnly()
        {
        }

        public ISymbolTable GetSystemTable() => null!;

        public IReadOnlyList<ISymbolTable> GetImportedTables() => [];

        public int GetImportedMaxId() => 0;

        public SymbolToken Intern(string text) => default;

        public SymbolToken Find(string text) => default;

        public int FindSymbolId(string text) => SymbolToken.UnknownSid;

        public string FindKnownSymbol(int sid) => null!;

        public void WriteTo(IIonWriter writer)
        {
        }

        public IEnumerable<string> GetDeclaredSymbolNames() => [];
    }
}
