using Qldb.Ion;

namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>Whether an answer is the one that a test expects; <c>$bag::[…]</c> is a bag there, <c>$missing::null</c> is MISSING.</summary>
internal static class Outcome
{
    public static bool IsSame(IonElement expected, IonElement actual)
    {
        var annotation = Annotations.First(expected);
        if (annotation == "$missing" || actual.IsUndefined)
        {
            return annotation == "$missing" && actual.IsUndefined;
        }

        if (expected.IsNull || actual.IsNull)
        {
            return expected.IsNull && actual.IsNull;
        }

        return expected.Type switch
        {
            IonType.List when annotation == "$bag" => actual.Type == IonType.List && IsSameBag(expected, actual),
            IonType.List or IonType.Sexp => actual.Type == expected.Type && IsSameList(expected, actual),
            IonType.Struct => actual.Type == IonType.Struct && IsSameStruct(expected, actual),
            _ => PartiQLEquality.AreEqual(expected, actual) == true,
        };
    }

    private static bool IsSameList(IonElement expected, IonElement actual)
    {
        var (left, right) = (expected.EnumerateElements().ToList(), actual.EnumerateElements().ToList());
        return left.Count == right.Count && left.Zip(right, IsSame).All(static isSame => isSame);
    }

    private static bool IsSameBag(IonElement expected, IonElement actual)
    {
        var remaining = actual.EnumerateElements().ToList();
        return expected.EnumerateElements().All(item => Take(remaining, other => IsSame(item, other))) && remaining.Count == 0;
    }

    private static bool IsSameStruct(IonElement expected, IonElement actual)
    {
        var remaining = actual.EnumerateFields().ToList();
        return expected.EnumerateFields().All(field => Take(remaining, other => other.Name == field.Name && IsSame(field.Value, other.Value)))
            && remaining.Count == 0;
    }

    private static bool Take<T>(List<T> items, Predicate<T> match)
    {
        var index = items.FindIndex(match);
        if (index >= 0)
        {
            items.RemoveAt(index);
        }

        return index >= 0;
    }
}

internal static class Annotations
{
    /// <summary>The first annotation, or null.</summary>
    public static string? First(IonElement value) => value.GetAnnotations() is [var first, ..] ? first : null;
}
