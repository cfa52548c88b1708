using System.Reflection;
using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>Classes, records and structs by their public properties.</summary>
/// <remarks>
/// Reading goes over the fields of a struct twice: first to note where the value of each member is, then, in compiled code that holds
/// every value in its own type, to read them in the order in which the constructor and the setters want them.
/// </remarks>
internal sealed class ObjectConverter<T> : BuiltInConverter<T>
{
    private const int MembersOnStack = 64;

    private readonly MemberNames _names;
    private readonly int _memberCount;
    private readonly Action<IIonWriter, T> _write;
    private readonly ObjectReader<T>? _read;
    private readonly string? _whyNotRead;

    public ObjectConverter()
    {
        ObjectMember[] members = [.. Properties().Select((property, index) => new ObjectMember(property, index))];
        _names = new MemberNames(typeof(T), members);
        _memberCount = members.Length;
        _write = ObjectCompiler.CompileWriter<T>(members);
        _read = ObjectCompiler.CompileReader<T>(members, out _whyNotRead);
    }

    public override void Write(IIonWriter writer, T value)
    {
        DepthGuard.StepIn(writer, IonType.Struct);
        _write(writer, value);
        writer.StepOut();
    }

    [SkipLocalsInit]
    internal override T Read(in BinarySource source, int offset, in ValueHeader header)
    {
        if (header.Type != IonType.Struct)
            throw Mismatch(source, offset);
        if (_read is null)
            throw new IonMappingException(_whyNotRead!);
        Span<int> offsets = _memberCount <= MembersOnStack ? stackalloc int[MembersOnStack] : new int[_memberCount];
        offsets = offsets[.._memberCount];
        offsets.Clear();
        Locate(source, header, offsets);
        return _read(source, offsets);
    }

    /// <summary>Notes where the value of each member begins; of a field that is there twice, the first.</summary>
    private void Locate(in BinarySource source, in ValueHeader header, Span<int> offsets)
    {
        var known = _names.KnownIn(source.Symbols);
        for (var fields = new FieldScan(source.Data, header); fields.MoveNext();)
        {
            var member = _names.MemberOf(fields.NameId, source.Symbols, known);
            if (member != MemberNames.None && offsets[member] == 0)
                offsets[member] = fields.ValueOffset;
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
                && ObjectMember.AttributeOf<IonIgnoreAttribute>(property) is null or { WhenNull: true });
        return properties.GroupBy(property => property.Name).Select(group => group.Last());
    }
}
