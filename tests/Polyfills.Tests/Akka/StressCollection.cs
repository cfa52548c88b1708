namespace Polyfills.Tests.Akka;

/// <summary>
/// Tests that take all the machine has; they run alone, when the others are over.
/// <para>
/// Actors that keep waking each other keep every thread of the pool on its own queue, as in the original. Whatever else waits for the pool
/// then stands still, an expectation and its timeout alike: a timer test beside them once stood still for minutes on a machine that was
/// busy besides.
/// </para>
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StressCollection
{
    public const string Name = "stress";
}
