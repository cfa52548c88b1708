using Qldb.Ledger.Transactions;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>A ledger is closed behind its last operation, however many begin and end at that moment.</summary>
public sealed class OperationGateTests
{
    [Fact]
    public async Task When_the_gate_is_drained_no_operation_is_under_way_and_none_begins()
    {
        for (var round = 0; round < 100; round++)
        {
            var gate = new OperationGate("test");
            var underWay = 0;
            using var begun = new CountdownEvent(4);
            var operations = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(Operate, TaskCreationOptions.LongRunning)).ToList();
            begun.Wait();

            await gate.Close();

            Assert.Equal(0, Volatile.Read(ref underWay));
            Assert.Throws<LedgerClosedException>(gate.Enter);
            await Task.WhenAll(operations);
            Assert.True(gate.Close().IsCompleted);

            void Operate()
            {
                begun.Signal();
                try
                {
                    while (true)
                    {
                        gate.Enter();
                        Interlocked.Increment(ref underWay);
                        Thread.Yield();
                        Interlocked.Decrement(ref underWay);
                        gate.Leave();
                    }
                }
                catch (LedgerClosedException)
                {
                    // The only way out.
                }
            }
        }
    }
}
