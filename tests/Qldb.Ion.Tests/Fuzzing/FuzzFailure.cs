namespace Qldb.Ion.Tests.Fuzzing;

/// <summary>An input that did what no input may do, with all it takes to try it again.</summary>
internal sealed class FuzzFailure(int seed, long iteration, string input, Exception cause)
    : Exception($"Seed {seed}, input {iteration}: {cause.GetType().Name}: {cause.Message}\nInput in base64 (text in UTF-16): {input}", cause);
