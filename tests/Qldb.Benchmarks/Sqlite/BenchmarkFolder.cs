namespace Qldb.Benchmarks.Sqlite;

/// <summary>A folder on the medium to be measured, gone with the run.</summary>
internal sealed class BenchmarkFolder(string? parent) : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(parent ?? System.IO.Path.GetTempPath(), $"qldb-bench-{Environment.ProcessId}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
