using System.Globalization;

namespace Qldb.Ion;

/// <summary>Dictionaries as structs; keys are text, or what has an unambiguous text: integers, enums, Guids and ids.</summary>
internal sealed class DictionaryConverter<TDictionary, TMade, TKey, TValue> : BuiltInConverter<TDictionary>
    where TDictionary : IEnumerable<KeyValuePair<TKey, TValue>>
    where TMade : TDictionary
    where TKey : notnull
{
    private readonly Func<string, TKey> _toKey = KeyParser();

    public override void Write(IIonWriter writer, TDictionary value)
    {
        DepthGuard.StepIn(writer, IonType.Struct);
        foreach (var (key, item) in value)
        {
            var name = key as string ?? Convert.ToString(key, CultureInfo.InvariantCulture)!;
            try
            {
                writer.WriteFieldName(name);
                ConverterOf<TValue>.Instance.WriteOrNull(writer, item);
            }
            catch (IonMappingException e) when (e.PassedThrough($"['{name}']"))
            {
                throw;
            }
        }

        writer.StepOut();
    }

    internal override TDictionary Read(in BinarySource source, int offset, in ValueHeader header)
    {
        if (header.Type != IonType.Struct)
            throw Mismatch(source, offset);
        var made = Activator.CreateInstance<TMade>();
        var dictionary = (IDictionary<TKey, TValue>)made;
        for (var fields = new FieldScan(source.Data, header); fields.MoveNext();)
        {
            var name = source.Symbols.TextOf(fields.NameId);
            try
            {
                var key = _toKey(name ?? throw new IonMappingException("A field whose name is unknown has no key"));
                if (!dictionary.TryAdd(key, ConverterOf<TValue>.Instance.ReadOrNull(source, fields.ValueOffset)!))
                    throw new IonMappingException("The field is there twice");
            }
            catch (IonMappingException e) when (e.PassedThrough($"['{name}']"))
            {
                throw;
            }
        }

        return made;
    }

    private static Func<string, TKey> KeyParser()
    {
        Func<string, object?> parse = typeof(TKey) switch
        {
            var t when t == typeof(string) => text => text,
            var t when t == typeof(int) => text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null,
            var t when t == typeof(long) => text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null,
            var t when t == typeof(Guid) => text => Guid.TryParse(text, out var guid) ? guid : null,
            var t when t == typeof(QldbId) => text => QldbId.TryParse(text, out var id) ? id : null,
            { IsEnum: true } t => text => Enum.TryParse(t, text, ignoreCase: true, out var value) ? value : null,
            _ => throw new IonMappingException(
                $"{TypeName.Of(typeof(TKey))} cannot be the key of a dictionary; string, int, long, Guid, QldbId and enums can"),
        };
        return text => parse(text) is TKey key ? key : throw new IonMappingException($"'{text}' is no {TypeName.Of(typeof(TKey))}");
    }
}
