using System.Linq.Expressions;
using System.Reflection;

namespace Qldb.Ion;

/// <summary>Makes an object of the fields of a struct.</summary>
/// <param name="source">The stream.</param>
/// <param name="offsets">Where the value of each member begins; 0 where it is missing.</param>
internal delegate T ObjectReader<out T>(in BinarySource source, ReadOnlySpan<int> offsets);

/// <summary>Compiles, for one type, the calls that write its members, and those that read them and make an object of them.</summary>
internal static class ObjectCompiler
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance;

    public static Action<IIonWriter, T> CompileWriter<T>(ObjectMember[] members)
    {
        var writer = Expression.Parameter(typeof(IIonWriter));
        var owner = Expression.Parameter(typeof(T));
        var writes = members.Select(member =>
        {
            var part = Part(typeof(MemberWriter<>), member.Property.PropertyType, member);
            return Expression.Call(part, part.Type.GetMethod(nameof(MemberWriter<int>.Write))!, writer, Expression.Property(owner, member.Property));
        });
        return Expression.Lambda<Action<IIonWriter, T>>(Expression.Block([.. writes, Expression.Empty()]), writer, owner).Compile();
    }

    /// <summary>The reader, or null and the reason for types that cannot be made.</summary>
    public static ObjectReader<T>? CompileReader<T>(ObjectMember[] members, out string? whyNot)
    {
        var constructor = ObjectConstructor.Choose(typeof(T), members, out var arguments, out whyNot);
        if (whyNot is not null)
            return null;
        var source = Expression.Parameter(typeof(BinarySource).MakeByRefType());
        var offsets = Expression.Parameter(typeof(ReadOnlySpan<int>));
        var result = Expression.Variable(typeof(T));
        Expression made = constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(constructor, arguments.Select(argument => ReadArgument(argument, source, offsets)));
        var taken = arguments.Select(argument => argument.Member).ToHashSet();
        var setters = members.Where(member => member.CanBeSet && !taken.Contains(member)).Select(member => ReadProperty(result, member, source, offsets));
        return Expression.Lambda<ObjectReader<T>>(
            Expression.Block([result], [Expression.Assign(result, made), .. setters, result]), source, offsets).Compile();
    }

    private static Expression ReadArgument(ConstructorArgument argument, ParameterExpression source, ParameterExpression offsets)
    {
        var parameter = argument.Parameter.ParameterType;
        var reader = Part(
            typeof(MemberReader<>), argument.ReadAs, argument.Member, !argument.IsNullAllowed, "The field is missing, and the constructor needs it");
        Expression value = Expression.Call(reader, reader.Type.GetMethod(nameof(MemberReader<int>.Read))!, source, offsets);
        if (argument.ReadAs != parameter)
            value = Expression.Convert(value, parameter);
        return argument.IsNeeded ? value : Expression.Condition(IsThere(reader, offsets), value, Expression.Constant(argument.Default, parameter));
    }

    private static Expression ReadProperty(ParameterExpression owner, ObjectMember member, ParameterExpression source, ParameterExpression offsets)
    {
        var reader = Part(typeof(MemberReader<>), member.Property.PropertyType, member, member.RefusesNull, "The field is required, and missing");
        var value = Expression.Call(reader, reader.Type.GetMethod(nameof(MemberReader<int>.Read))!, source, offsets);
        var set = Expression.Assign(Expression.Property(owner, member.Property), value);
        return member.IsRequired ? set : Expression.IfThen(IsThere(reader, offsets), set);
    }

    private static MethodCallExpression IsThere(ConstantExpression reader, ParameterExpression offsets) =>
        Expression.Call(reader, reader.Type.GetMethod(nameof(MemberReader<int>.IsThere))!, offsets);

    private static ConstantExpression Part(Type definition, Type value, params object[] parameters)
    {
        try
        {
            return Expression.Constant(Activator.CreateInstance(definition.MakeGenericType(value), Instance, null, parameters, null));
        }
        catch (TargetInvocationException e) when (e.InnerException is IonMappingException inner)
        {
            throw inner;
        }
    }
}
