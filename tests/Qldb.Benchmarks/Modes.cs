namespace Qldb.Benchmarks;

/// <summary>All modes of this program.</summary>
internal static class Modes
{
    /// <summary>The mode that the arguments begin with; the one with the longest name where several fit.</summary>
    public static IMode? Find(string[] arguments) => All()
        .Where(mode => mode.Name.Split(' ') is var words && arguments.Take(words.Length).SequenceEqual(words))
        .MaxBy(mode => mode.Name.Length);

    public static IEnumerable<IMode> All() => typeof(Modes).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMode)))
        .Select(type => (IMode)Activator.CreateInstance(type)!)
        .OrderBy(mode => mode.Name, StringComparer.Ordinal);
}
