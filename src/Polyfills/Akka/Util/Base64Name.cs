namespace Akka.Util;

/// <summary>The counter names of unnamed actors and temporary references: <c>$a</c>, <c>$b</c>, … in base 64, lowest digit first.</summary>
internal static class Base64Name
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Of(long counter)
    {
        Span<char> text = stackalloc char[12];
        var length = 0;
        text[length++] = '$';
        do
        {
            text[length++] = Digits[(int)(counter & 63)];
            counter = (long)((ulong)counter >> 6);
        }
        while (counter != 0);
        return new string(text[..length]);
    }
}
