using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Qldb.Ion;

/// <summary>How an object is made: without arguments, or with the values of the members its parameters are named after.</summary>
internal sealed class ObjectConstructor<T>
{
    private readonly Func<T>? _make;
    private readonly Func<object?[], T>? _makeOfArguments;
    private readonly Parameter[] _parameters = [];

    private ObjectConstructor(Func<T> make) => _make = make;

    private ObjectConstructor(ConstructorInfo constructor, Parameter[] parameters)
    {
        _parameters = parameters;
        var values = Expression.Parameter(typeof(object?[]), "values");
        var arguments = constructor.GetParameters().Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), p.ParameterType));
        _makeOfArguments = Expression.Lambda<Func<object?[], T>>(Expression.New(constructor, arguments), values).Compile();
    }

    public bool IsParameterless => _make is not null;

    public static bool TryChoose(
        ObjectMember<T>[] members, [NotNullWhen(true)] out ObjectConstructor<T>? constructor, [NotNullWhen(false)] out string? whyNot)
    {
        whyNot = null;
        constructor = null;
        var candidates = typeof(T).GetConstructors();
        var chosen = candidates.SingleOrDefault(c => c.IsDefined(typeof(IonConstructorAttribute)));
        if (chosen is null && (typeof(T).IsValueType && candidates.Length == 0 || Array.Exists(candidates, c => c.GetParameters().Length == 0)))
        {
            constructor = new ObjectConstructor<T>(Expression.Lambda<Func<T>>(Expression.New(typeof(T))).Compile());
            return true;
        }

        chosen ??= candidates.OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        if (chosen is null)
        {
            whyNot = $"{TypeName.Of(typeof(T))} can be written but not made: it has no public constructor";
            return false;
        }

        var parameters = new List<Parameter>();
        foreach (var parameter in chosen.GetParameters())
        {
            var index = Array.FindIndex(members, m => string.Equals(m.PropertyName, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                whyNot = $"{TypeName.Of(typeof(T))} can be written but not made: no public property is named like the parameter '{parameter.Name}' of its constructor";
                return false;
            }

            parameters.Add(Parameter.Of(parameter, members[index], index));
        }

        constructor = new ObjectConstructor<T>(chosen, [.. parameters]);
        return true;
    }

    public bool Takes(ObjectMember<T> member) => Array.Exists(_parameters, p => p.Member == member);

    public T Make() => _make!();

    public T Make(IonElement value, ReadOnlySpan<int> offsets)
    {
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = _parameters[i];
            var offset = offsets[parameter.MemberIndex];
            try
            {
                arguments[i] = offset == 0 ? parameter.Missing() : parameter.Member.ReadArgument(value.At(offset), parameter.IsNullAllowed);
            }
            catch (IonMappingException e) when (e.PassedThrough("." + parameter.Member.Name))
            {
                throw;
            }
        }

        return _makeOfArguments!(arguments);
    }

    private sealed record Parameter(ObjectMember<T> Member, int MemberIndex, bool IsNullAllowed, bool HasDefault, object? Default)
    {
        public static Parameter Of(ParameterInfo parameter, ObjectMember<T> member, int index)
        {
            var type = parameter.ParameterType;
            var isNullAllowed = Nullable.GetUnderlyingType(type) is not null
                || !type.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;

            // The default of a struct parameter is stored as null.
            var value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
            if (value is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null)
                value = Activator.CreateInstance(type);
            else if (value is not null && (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } enumType)
                value = Enum.ToObject(enumType, value);
            return new Parameter(member, index, isNullAllowed, parameter.HasDefaultValue, value);
        }

        public object? Missing() => HasDefault || IsNullAllowed
            ? HasDefault ? Default : null
            : throw new IonMappingException("The field is missing, and the constructor needs it");
    }
}
