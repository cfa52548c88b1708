using Xunit;

namespace Qldb.Ledger.Tests.Serializability;

/// <summary>The checker itself: it accepts what is right, and has seen every kind of wrong that it is meant to find.</summary>
public sealed class StrictSerializabilityTests
{
    [Fact]
    public void A_serial_history_is_accepted()
        => Assert.Empty(StrictSerializability.Check([
            T("A", 0, 1, R(1), A(1, 10)),
            T("B", 2, 3, R(1, 10), A(1, 11), R(1, 10, 11)),
            Final(R(1, 10, 11))]));

    [Fact]
    public void Overlapping_transactions_may_take_effect_in_either_order()
        => Assert.Empty(StrictSerializability.Check([
            T("A", 0, 5, R(1, 11), A(1, 10)),
            T("B", 1, 4, R(1), A(1, 11)),
            T("C", 0, 9, R(1, 11)),
            Final(R(1, 11, 10))]));

    [Fact]
    public void Aborted_transactions_leave_nothing_to_check()
        => Assert.Empty(StrictSerializability.Check([Aborted("A", R(1), A(1, 10)), Final(R(1))]));

    [Fact]
    public void A_read_of_an_aborted_append_is_found()
        => AssertFound("did not commit", Aborted("A", A(1, 10)), T("B", 0, 9, R(1, 10)), Final(R(1, 10)));

    [Fact]
    public void A_value_from_nowhere_is_found() => AssertFound("never written", Final(R(1, 99)));

    [Fact]
    public void A_lost_update_is_found()
        => AssertFound("Lost update", T("A", 0, 5, R(1), A(1, 10)), T("B", 0, 5, R(1), A(1, 11)), Final(R(1, 11)));

    [Fact]
    public void A_lost_commit_is_found() => AssertFound("Lost update", T("A", 0, 1, A(1, 10)), Final(R(1)));

    [Fact]
    public void A_duplicate_commit_is_found() => AssertFound("twice", T("A", 0, 1, A(1, 10)), Final(R(1, 10, 10)));

    [Fact]
    public void A_torn_order_is_found()
        => AssertFound("no order", T("A", 0, 9, A(1, 10)), T("B", 0, 9, A(1, 11)), T("C", 0, 9, R(1, 11, 10)), Final(R(1, 10, 11)));

    [Fact]
    public void An_unrepeatable_read_is_found()
        => AssertFound("Unrepeatable", T("A", 0, 9, R(1), R(1, 10)), T("B", 0, 9, A(1, 10)), Final(R(1, 10)));

    [Fact]
    public void Write_skew_is_found()
        => AssertFound("-rw->", T("A", 0, 5, R(1), R(2), A(1, 10)), T("B", 0, 5, R(1), R(2), A(2, 11)), Final(R(1, 10), R(2, 11)));

    [Fact]
    public void A_read_of_half_a_transaction_is_found()
        => AssertFound("Cycle", T("A", 0, 9, A(1, 10), A(2, 11)), T("B", 0, 9, R(1, 10), R(2)), Final(R(1, 10), R(2, 11)));

    [Fact]
    public void A_phantom_is_found()
        => AssertFound("-rw->", T("A", 0, 5, R(1), R(2), A(3, 10)), T("B", 0, 5, R(3), A(2, 11)), Final(R(1), R(2, 11), R(3, 10)));

    [Fact]
    public void A_stale_read_is_found_although_it_would_be_serializable()
        => AssertFound("-rt->", T("A", 0, 1, A(1, 10)), T("B", 2, 3, R(1)), Final(R(1, 10)));

    [Fact]
    public void Writes_against_real_time_are_found()
        => AssertFound("Cycle", T("A", 0, 1, A(1, 10)), T("B", 2, 3, A(1, 11)), Final(R(1, 11, 10)));

    private static void AssertFound(string expected, params RecordedTransaction[] history)
        => Assert.Contains(StrictSerializability.Check(history), anomaly => anomaly.Contains(expected, StringComparison.Ordinal));

    private static RecordedTransaction T(string name, long invokedAt, long completedAt, params Operation[] operations)
        => new(name, invokedAt, completedAt, true, operations);

    private static RecordedTransaction Aborted(string name, params Operation[] operations) => new(name, 0, 1, false, operations);

    private static RecordedTransaction Final(params Operation[] operations) => new("final", 100, 101, true, operations);

    private static Operation.Read R(int key, params int[] values) => new(key, values);

    private static Operation.Append A(int key, int value) => new(key, value);
}
