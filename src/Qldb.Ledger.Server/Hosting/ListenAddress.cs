using System.Net;

namespace Qldb.Ledger.Server.Hosting;

/// <summary>An address to listen on, as an operator writes it.</summary>
internal readonly record struct ListenAddress(IPEndPoint EndPoint, bool IsHttps)
{
    public bool IsLoopback => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>Reads an address.</summary>
    /// <returns>Null, or what is wrong, to be read after the text.</returns>
    public static string? Parse(string text, out ListenAddress address)
    {
        address = default;
        // "*" is no host to a Uri, but what operators write for "every address".
        if (!Uri.TryCreate(text.Replace("//*", "//[::]", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return "is not an address of the form http://HOST:PORT or https://HOST:PORT";
        }

        if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
        {
            return "says more than scheme, host and port";
        }

        IPAddress? host = IPAddress.Loopback;
        if (uri.Host != "localhost" && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out host))
        {
            return "has a host that is neither an IP address nor 'localhost' nor '*'";
        }

        address = new(new IPEndPoint(host, uri.Port), uri.Scheme == Uri.UriSchemeHttps);
        return null;
    }
}
