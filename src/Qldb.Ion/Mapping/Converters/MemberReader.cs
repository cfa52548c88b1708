namespace Qldb.Ion;

/// <summary>Reads one member of an object, for a setter or for the constructor; called by compiled code.</summary>
internal sealed class MemberReader<TValue>(ObjectMember member, bool isNullRefused, string? whenMissing)
{
    private readonly int _index = member.Index;
    private readonly string _step = "." + member.Name;
    private readonly bool _isNullRefused = isNullRefused;
    private readonly string? _whenMissing = whenMissing;

    // Fetched at first use, as types may contain themselves.
    private IonConverter<TValue>? _converter = (IonConverter<TValue>?)member.OwnConverter();

    public bool IsThere(ReadOnlySpan<int> offsets) => offsets[_index] != 0;

    public TValue Read(in BinarySource source, ReadOnlySpan<int> offsets)
    {
        try
        {
            var offset = offsets[_index];
            if (offset == 0)
                throw new IonMappingException(_whenMissing!);
            var value = (_converter ??= ConverterOf<TValue>.Instance).ReadOrNull(source, offset);
            return value is null && _isNullRefused ? throw new IonMappingException($"Null is no {TypeName.Of(typeof(TValue))}") : value!;
        }
        catch (IonMappingException e) when (e.PassedThrough(_step))
        {
            throw;
        }
    }
}
