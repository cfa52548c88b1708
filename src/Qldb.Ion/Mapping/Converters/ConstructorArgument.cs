using System.Reflection;

namespace Qldb.Ion;

/// <summary>A parameter of a constructor, and the member that gives its value.</summary>
internal sealed class ConstructorArgument
{
    public ConstructorArgument(ParameterInfo parameter, ObjectMember member)
    {
        Parameter = parameter;
        Member = member;
        var type = parameter.ParameterType;
        IsNullAllowed = Nullable.GetUnderlyingType(type) is not null
            || !type.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;
        Default = DefaultOf(parameter);
    }

    public ParameterInfo Parameter { get; }

    public ObjectMember Member { get; }

    public bool IsNullAllowed { get; }

    /// <summary>Whether a missing field is an error.</summary>
    public bool IsNeeded => !Parameter.HasDefaultValue && !IsNullAllowed;

    /// <summary>What a missing field stands for, where it is not needed.</summary>
    public object? Default { get; }

    /// <summary>The member's type where the parameter takes it, else the parameter's own.</summary>
    public Type ReadAs => IsMemberTaken ? Member.Property.PropertyType : Parameter.ParameterType;

    /// <summary>Whether there is a converter for what the parameter takes: one that the member names converts the member's type only.</summary>
    public bool CanBeRead => IsMemberTaken || Member.OwnConverter() is null;

    private bool IsMemberTaken => Parameter.ParameterType.IsAssignableFrom(Member.Property.PropertyType);

    private static object? DefaultOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var value = parameter.HasDefaultValue ? parameter.DefaultValue : null;

        // The default of a struct parameter is stored as null, that of an enum as a number.
        if (value is null)
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        return (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } enumType ? Enum.ToObject(enumType, value) : value;
    }
}
