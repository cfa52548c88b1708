using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;

namespace Qldb.Actors;

/// <summary>The edge between Ion binary, which the driver works on, and <see cref="IIonValue"/>, which its users may know.</summary>
internal static class IonValueConversion
{
    public static IIonValue FromIonBinary(ReadOnlyMemory<byte> ion) => IonLoader.Default.Load(ion.ToArray()).GetElementAt(0);

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
