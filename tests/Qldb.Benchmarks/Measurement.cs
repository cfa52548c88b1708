namespace Qldb.Benchmarks;

/// <summary>The result of one round: how many a second, and where it was measured, what each cost.</summary>
/// <param name="PerSecond">Operations a second of the clock on the wall.</param>
/// <param name="ProcessorMicroseconds">Processor time of the whole process for each operation.</param>
/// <param name="Bytes">What the whole process allocated for each operation.</param>
/// <param name="GroupSize">Transactions in one durable write.</param>
internal readonly record struct Measurement(double PerSecond, double ProcessorMicroseconds = double.NaN, double Bytes = double.NaN, double GroupSize = double.NaN)
{
    public static implicit operator Measurement(double perSecond) => new(perSecond);
}
