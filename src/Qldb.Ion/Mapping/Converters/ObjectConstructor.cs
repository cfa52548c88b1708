using System.Reflection;

namespace Qldb.Ion;

/// <summary>Chooses how an object is made: without arguments, or with the values of the members its parameters are named after.</summary>
internal static class ObjectConstructor
{
    /// <summary>The constructor to call; null, and no reason, for the one without parameters.</summary>
    public static ConstructorInfo? Choose(Type type, ObjectMember[] members, out ConstructorArgument[] arguments, out string? whyNot)
    {
        whyNot = null;
        arguments = [];
        var candidates = type.GetConstructors();
        var chosen = candidates.SingleOrDefault(c => c.IsDefined(typeof(IonConstructorAttribute)));
        if (chosen is null && (type.IsValueType && candidates.Length == 0 || Array.Exists(candidates, c => c.GetParameters().Length == 0)))
            return null;
        chosen ??= candidates.OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        if (chosen is null)
        {
            whyNot = $"{TypeName.Of(type)} can be written but not made: it has no public constructor";
            return null;
        }

        var parameters = chosen.GetParameters();
        var unnamed = Array.Find(parameters, p => MemberOf(p, members) is null);
        if (unnamed is not null)
        {
            whyNot = $"{TypeName.Of(type)} can be written but not made: no public property is named like the parameter '{unnamed.Name}' of its constructor";
            return null;
        }

        arguments = [.. parameters.Select(p => new ConstructorArgument(p, MemberOf(p, members)!))];
        if (Array.Find(arguments, a => !a.CanBeRead) is { } unread)
            whyNot = $"{TypeName.Of(type)} can be written but not made: the converter of {unread.Member.Name} is not for the parameter of its constructor";
        return chosen;
    }

    private static ObjectMember? MemberOf(ParameterInfo parameter, ObjectMember[] members) =>
        Array.Find(members, m => string.Equals(m.Property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
}
