using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Qldb.Ion;

/// <summary>
/// SHA-256 with the processor's own instructions for it. .NET 10 has them for Arm only; OpenSSL, by which .NET itself hashes on Linux, has them for both.
/// Its function for one block makes a short message seven times cheaper than the platform's call for a whole one, whose set-up is dearer than its hashing.
/// </summary>
/// <remarks>
/// The function is as old as OpenSSL and deprecated since version 3.0, so it may go one day: it is looked for, tried on a message whose hash is known, and
/// where it is not to be had everything is hashed as on processors without such instructions. See docs/adr/0005.
/// </remarks>
internal static unsafe partial class ProcessorSha256
{
    private const string OpenSsl = "libcrypto.so.3";
    private const string TransformName = "SHA256_Transform";

    // Eight words of state, which is all that the function for a block uses, and room for what else OpenSSL keeps behind them.
    private const int ContextWords = 32;

    public static bool IsSupported { get; } = HasInstructions() && HasFunction() && IsRight();

    /// <summary>Hashes a message: whole blocks where they are, the rest with its padding in one or two more.</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        var whole = message.Length / Sha256Lanes.BlockSize * Sha256Lanes.BlockSize;
        Span<byte> last = stackalloc byte[2 * Sha256Lanes.BlockSize];
        last = last[..(Sha256Lanes.BlocksOf(message.Length) * Sha256Lanes.BlockSize - whole)];
        Sha256Lanes.CopyPadded(message[whole..], last);
        BinaryPrimitives.WriteInt64BigEndian(last[^8..], message.Length * 8L);
        HashBlocks(message[..whole], last, digest);
    }

    /// <summary>Hashes a message that has its padding already.</summary>
    public static void HashPadded(ReadOnlySpan<byte> padded, Span<byte> digest) => HashBlocks(padded, default, digest);

    [SkipLocalsInit]
    private static void HashBlocks(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest, Span<byte> digest)
    {
        var context = stackalloc uint[ContextWords];
        var state = new Span<uint>(context, 8);
        Sha256Lanes.InitialState.CopyTo(state);
        fixed (byte* blocks = first)
            Transform(context, blocks, first.Length);
        fixed (byte* blocks = rest)
            Transform(context, blocks, rest.Length);
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(state, state);
        MemoryMarshal.AsBytes(state).CopyTo(digest);
    }

    /// <remarks>A method of its own: OpenSSL's instructions wait for half-used vector registers, which the runtime clears at the start of a method that calls
    /// out, but not after a copy within it. Copies beside the call make it three times dearer.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Transform(uint* context, byte* blocks, int length)
    {
        for (var offset = 0; offset < length; offset += Sha256Lanes.BlockSize)
            TransformBlock(context, blocks + offset);
    }

    [LibraryImport(OpenSsl, EntryPoint = TransformName)]
    [SuppressGCTransition]
    private static partial void TransformBlock(uint* context, byte* block);

    private static bool HasInstructions()
    {
        const int extendedFeatures = 7;
        const int sha = 1 << 29;
        return System.Runtime.Intrinsics.Arm.Sha256.IsSupported
            || (X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= extendedFeatures && (X86Base.CpuId(extendedFeatures, 0).Ebx & sha) != 0);
    }

    private static bool HasFunction() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad(OpenSsl, typeof(ProcessorSha256).Assembly, searchPath: null, out var library)
        && NativeLibrary.TryGetExport(library, TransformName, out _);

    /// <summary>Tries the function on a message of several blocks.</summary>
    private static bool IsRight()
    {
        Span<byte> message = stackalloc byte[3 * Sha256Lanes.BlockSize + 1];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        message.Fill(0x51);
        Hash(message, digest);
        return digest.SequenceEqual(SHA256.HashData(message));
    }
}
