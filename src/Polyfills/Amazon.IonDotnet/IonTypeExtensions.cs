namespace Amazon.IonDotnet;

/// <summary>Families of Ion types.</summary>
public static class IonTypeExtensions
{
    public static bool IsContainer(this IonType t) => t >= IonType.List;

    public static bool IsText(this IonType t) => t is IonType.String or IonType.Symbol;

    public static bool IsLob(this IonType t) => t is IonType.Blob or IonType.Clob;

    public static bool IsScalar(this IonType t) => t is >= IonType.Null and <= IonType.Blob;

    public static bool IsNumeric(this IonType t) => t is IonType.Int or IonType.Float or IonType.Decimal;
}
