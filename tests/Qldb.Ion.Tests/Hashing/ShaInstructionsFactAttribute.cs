using Xunit;

namespace Qldb.Ion.Tests.Hashing;

/// <summary>A fact about the processor's instructions for SHA-256. Without them there is nothing to try; what is used instead, <see cref="Sha256LanesTests"/> try everywhere.</summary>
public sealed class ShaInstructionsFactAttribute : FactAttribute
{
    public ShaInstructionsFactAttribute() =>
        Skip = ProcessorSha256.IsSupported ? null : "no instructions for SHA-256 that OpenSSL 3 could use on this machine";
}
