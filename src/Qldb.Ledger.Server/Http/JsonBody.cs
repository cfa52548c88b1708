using System.Text.Json;

namespace Qldb.Ledger.Server.Http;

/// <summary>
/// Reads JSON bodies straight into the objects they stand for, without a tree. Members that are unknown or null are passed over; wrong types are refused,
/// with a <see cref="ServiceErrorException"/> of type SerializationException.
/// </summary>
internal static class JsonBody
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads the member whose value the reader stands on; false when the member is not known.</summary>
    public delegate bool ReadMember<in T>(ref Utf8JsonReader json, string member, T target);

    /// <summary>Reads a whole body that holds one object.</summary>
    public static T Read<T>(ReadOnlySpan<byte> body, ReadMember<T> readMember)
        where T : new()
    {
        try
        {
            var json = new Utf8JsonReader(body, Options);
            json.Read();
            var target = Object(ref json, "The body", readMember);
            // Only a reader that is moved past the object finds out that something follows it.
            json.Read();
            return target;
        }
        catch (JsonException e)
        {
            throw new ServiceErrorException(ServiceErrors.Serialization(
                $"The body is not well-formed JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader says to an escape of half a surrogate pair, and to bytes that are not UTF-8.
            throw new ServiceErrorException(ServiceErrors.Serialization("A string of the body is not valid Unicode."));
        }
    }

    public static T Object<T>(ref Utf8JsonReader json, string what, ReadMember<T> readMember)
        where T : new()
    {
        Expect(json.TokenType == JsonTokenType.StartObject, what, "an object");
        var target = new T();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberNames.Read(ref json);
            json.Read();
            if (json.TokenType != JsonTokenType.Null && !readMember(ref json, member, target))
            {
                json.Skip();
            }
        }

        return target;
    }

    public static List<T> Array<T>(ref Utf8JsonReader json, string what, ReadMember<T> readMember)
        where T : new()
    {
        Expect(json.TokenType == JsonTokenType.StartArray, what, "an array");
        var items = new List<T>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Object(ref json, what, readMember));
        }

        return items;
    }

    public static string Text(ref Utf8JsonReader json, string what)
    {
        Expect(json.TokenType == JsonTokenType.String, what, "a string");
        return json.GetString()!;
    }

    public static bool Flag(ref Utf8JsonReader json, string what)
    {
        Expect(json.TokenType is JsonTokenType.True or JsonTokenType.False, what, "true or false");
        return json.GetBoolean();
    }

    /// <summary>An object whose members are strings under names of the client's choice. A null counts as the empty string.</summary>
    public static Dictionary<string, string> Map(ref Utf8JsonReader json, string what)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, what, "an object");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            map[name] = json.TokenType == JsonTokenType.Null ? "" : Text(ref json, what);
        }

        return map;
    }

    /// <summary>A ledger may keep a parameter's bytes as a document, so each blob gets memory of its own and never a pooled buffer.</summary>
    public static MemoryStream Blob(ref Utf8JsonReader json, string what)
    {
        byte[]? bytes = null;
        Expect(json.TokenType == JsonTokenType.String && json.TryGetBytesFromBase64(out bytes), what, "a base64 string");
        return new MemoryStream(bytes!, 0, bytes!.Length, writable: false, publiclyVisible: true);
    }

    private static void Expect(bool condition, string what, string kind)
    {
        if (!condition)
        {
            throw new ServiceErrorException(ServiceErrors.Serialization($"{what} must be {kind}."));
        }
    }
}
