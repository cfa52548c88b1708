using System.Reflection;

namespace Qldb.Ion;

/// <summary>Classes, records and structs by their public properties.</summary>
internal sealed class ObjectConverter<T> : IonConverter<T>
{
    private readonly ObjectMember<T>[] _members;
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly ObjectConstructor<T>? _constructor;
    private readonly string? _whyNotMade;

    public ObjectConverter()
    {
        _members = [.. Properties().Select(ObjectMember<T>.Of)];
        for (var i = 0; i < _members.Length; i++)
        {
            if (!_exact.TryAdd(_members[i].Name, i))
                throw new IonMappingException($"{TypeName.Of(typeof(T))} has two properties named '{_members[i].Name}' in Ion");
            _anyCase.TryAdd(_members[i].Name, i);
        }

        if (!ObjectConstructor<T>.TryChoose(_members, out _constructor, out _whyNotMade))
            return;
        foreach (var member in _members)
            member.IsGivenToConstructor = _constructor.Takes(member);
    }

    public override void Write(IIonWriter writer, T value)
    {
        DepthGuard.StepIn(writer, IonType.Struct);
        foreach (var member in _members)
        {
            try
            {
                member.Write(writer, ref value);
            }
            catch (IonMappingException e) when (e.PassedThrough("." + member.Name))
            {
                throw;
            }
        }

        writer.StepOut();
    }

    public override T Read(IonElement value)
    {
        if (value.Type != IonType.Struct)
            throw Expect.Mismatch(typeof(T), value);
        if (_constructor is null)
            throw new IonMappingException(_whyNotMade!);
        Span<int> offsets = _members.Length <= 64 ? stackalloc int[_members.Length] : new int[_members.Length];
        offsets.Clear();
        Locate(value, offsets);
        var result = _constructor.IsParameterless ? _constructor.Make() : _constructor.Make(value, offsets);
        for (var i = 0; i < _members.Length; i++)
        {
            var member = _members[i];
            if (member.IsGivenToConstructor)
                continue;
            try
            {
                if (offsets[i] != 0)
                    member.Read(value.At(offsets[i]), ref result);
                else if (member.IsRequired)
                    throw new IonMappingException("The field is required, and missing");
            }
            catch (IonMappingException e) when (e.PassedThrough("." + member.Name))
            {
                throw;
            }
        }

        return result;
    }

    /// <summary>Notes where the value of each member is; documents mostly have their fields in the order of the members.</summary>
    private void Locate(IonElement value, Span<int> offsets)
    {
        var next = 0;
        var fields = new FieldScan(value.Data, value.Header);
        while (fields.MoveNext())
        {
            if (value.Symbols.TextOf(fields.NameId) is not { } name)
                continue;
            if (next < _members.Length && _members[next].Name == name || _exact.TryGetValue(name, out next) || _anyCase.TryGetValue(name, out next))
            {
                if (offsets[next] == 0)
                    offsets[next] = fields.ValueOffset;
                next++;
            }
        }
    }

    /// <summary>Own and inherited properties, the base class's first; a hidden or overridden one only once.</summary>
    private static IEnumerable<PropertyInfo> Properties()
    {
        var levels = new Stack<Type>();
        for (var type = typeof(T); type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
            levels.Push(type);
        var properties = levels
            .SelectMany(level => level.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0
                && ObjectMember<T>.AttributeOf<IonIgnoreAttribute>(property) is null or { WhenNull: true });
        return properties.GroupBy(property => property.Name).Select(group => group.Last());
    }
}
