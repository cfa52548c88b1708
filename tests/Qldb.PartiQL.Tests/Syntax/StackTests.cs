using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Syntax;

/// <summary>The deepest statements on a thread with the smallest stack that a platform gives: 1 MB.</summary>
public sealed class StackTests
{
    [Fact]
    public void The_deepest_statement_fits_an_ordinary_stack()
    {
        // Each level of parentheses holds every precedence once, and all repeated comparisons that are allowed.
        var options = new PartiQLOptions { MaxDepth = PartiQLOptions.LargestMaxDepth };
        var deep = new CaseLedger(options);
        var expression = "1";
        for (var level = 0; level < 110; level++)
        {
            expression = $"(1 * {expression} + 1 || 'a' < 'b' = true AND true OR false)";
        }

        Exception? outcome = null;
        var thread = new Thread(() => outcome = Record.Exception(() => deep.Evaluate(expression + string.Concat(Enumerable.Repeat(" = true", 200)))), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.True(outcome is null or PartiQLException, outcome?.ToString());
    }
}
