namespace Qldb.Ion;

/// <summary>The one converter of a type, made at first use. A type that has none gets one that says so whenever it is used.</summary>
internal static class ConverterOf<T>
{
    public static readonly IonConverter<T> Instance = (IonConverter<T>)ConverterFactory.Make(typeof(T));
}
