using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Qldb.Benchmarks.Server;

/// <summary>The bound for official drivers: says yes to every command at once, looks at no signature, and keeps nothing.</summary>
internal static class StubServer
{
    private const string TransactionId = "Bx0VYbWkNxUF9q2m7T3aQe";

    public static async Task<(WebApplication Application, Uri Address)> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return (application, new Uri(address));
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        var answer = Encoding.UTF8.GetBytes(Answer(request.RootElement));
        context.Response.ContentType = "application/x-amz-json-1.0";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }

    private static string Answer(JsonElement request)
    {
        if (request.TryGetProperty("StartSession", out _))
            return """{"StartSession":{"SessionToken":"mOlizqQ1S2C7MzsmbsWcOw=="}}""";
        if (request.TryGetProperty("StartTransaction", out _))
            return $$$"""{"StartTransaction":{"TransactionId":"{{{TransactionId}}}"}}""";
        if (request.TryGetProperty("ExecuteStatement", out _))
            return """{"ExecuteStatement":{"FirstPage":{"Values":[]}}}""";
        if (request.TryGetProperty("CommitTransaction", out var commit))
            return $$$"""{"CommitTransaction":{"TransactionId":"{{{TransactionId}}}","CommitDigest":"{{{commit.GetProperty("CommitDigest").GetString()}}}"}}""";
        return request.TryGetProperty("AbortTransaction", out _) ? """{"AbortTransaction":{}}""" : """{"EndSession":{}}""";
    }
}
