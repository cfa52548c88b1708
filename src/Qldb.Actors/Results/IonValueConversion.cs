using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;
using Qldb.Ion;

namespace Qldb.Actors;

/// <summary>The edge between Ion binary, which the driver works on, and <see cref="IIonValue"/>, which its users may know.</summary>
internal static class IonValueConversion
{
    public static IIonValue FromIonBinary(ReadOnlyMemory<byte> ion) => IonLoader.Default.Load(ion.ToArray()).GetElementAt(0);

    /// <summary>Makes something of a row of the service.</summary>
    /// <exception cref="UnexpectedResponseException">The row is not Ion.</exception>
    public static T Convert<T>(Func<ReadOnlyMemory<byte>, T> convert, ReadOnlyMemory<byte> row)
    {
        try
        {
            return convert(row);
        }
        catch (Exception cause) when (cause is IonFormatException or IonException)
        {
            throw new UnexpectedResponseException(QldbCommand.ExecuteStatement, "a row is not Ion", cause);
        }
    }

    public static ReadOnlyMemory<byte> ToIonBinary(IIonValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = IonBinaryWriterBuilder.Build(stream))
        {
            value.WriteTo(writer);
            writer.Finish();
        }

        return new ReadOnlyMemory<byte>(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
