namespace Qldb.Actors;

/// <summary>A statement parameter could not be turned into Ion. Nothing was sent.</summary>
public sealed class ParameterConversionException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="parameterIndex">Which parameter, from 0.</param>
    /// <param name="parameterType">Its .NET type.</param>
    /// <param name="cause">What the conversion said.</param>
    public ParameterConversionException(int parameterIndex, Type parameterType, Exception cause)
        : base($"Parameter {parameterIndex} (counted from 0), a {parameterType}, cannot be turned into Ion: {cause?.Message}", cause)
    {
        ParameterIndex = parameterIndex;
    }

    /// <summary>Gets the position of the parameter, from 0.</summary>
    public int ParameterIndex { get; }
}
