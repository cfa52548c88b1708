using Amazon.IonDotnet.Tree;
using Qldb.Ion;

namespace Qldb.Actors;

/// <summary>Turns the parameters of a statement into Ion binary, once: the same bytes are hashed and sent.</summary>
internal static class IonParameter
{
    public static ReadOnlyMemory<byte>[] ToIonBinary(IReadOnlyList<object?> parameters, IIonSerializer serializer)
    {
        if (parameters.Count == 0)
            return [];
        RejectMisplaced(parameters);
        var converted = new ReadOnlyMemory<byte>[parameters.Count];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = Convert(parameters[i], i, serializer);
        return converted;
    }

    // "params object?[]" swallows what was meant for the method.
    public static void RejectMisplaced(IReadOnlyList<object?> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is CancellationToken or ExecuteOptions)
            {
                throw new ArgumentException(
                    $"Parameter {i} (counted from 0) is a {parameters[i]!.GetType().Name}, which is no value for a statement. Use the overload that takes the parameters as a list.",
                    nameof(parameters));
            }
        }
    }

    private static ReadOnlyMemory<byte> Convert(object? parameter, int index, IIonSerializer serializer)
    {
        try
        {
            return parameter switch
            {
                IonElement { IsUndefined: true } => throw new ArgumentException("The element is undefined."),
                IonElement element => element.AsBinary(),
                IIonValue value => IonValueConversion.ToIonBinary(value),
                _ => serializer.Serialize(parameter),
            };
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw new ParameterConversionException(index, parameter?.GetType() ?? typeof(object), cause);
        }
    }
}
