using System.CommandLine;
using System.CommandLine.Parsing;
using Amazon.Runtime;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>The options by which every command finds its ledger: a data folder or an endpoint, and the ledger's name.</summary>
internal static class PlaceOptions
{
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Folder of the ledgers, as 'qldb serve' and 'qldb demo' use it. The default is your application data folder, unless there is an --endpoint.", HelpName = "DIR",
    };

    private static readonly Option<Uri> Endpoint = new("--endpoint")
    {
        Description = "Address of a server, such as http://127.0.0.1:8180, in place of a folder.", HelpName = "URL", CustomParser = ReadEndpoint,
    };

    private static readonly Option<ImmutableCredentials> AccessKey = new("--access-key")
    {
        Description = "Access key to sign with. Without it AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN are used, which other users of this machine cannot read.",
        HelpName = "ID:SECRET", CustomParser = ReadAccessKey,
    };

    private static readonly Option<bool> Anonymous = new("--anonymous") { Description = "Do not sign: for a server that was started with --anonymous." };

    private static readonly Option<string> Region = new("--region")
    {
        Description = "Region to sign for. Without it AWS_REGION, AWS_DEFAULT_REGION, or us-east-1.", HelpName = "NAME",
    };

    /// <summary>The ledger to work on. May be left out where there is only one.</summary>
    public static readonly Option<string> Ledger = new("--ledger", "-l") { Description = "The ledger. May be left out where there is only one.", HelpName = "NAME" };

    /// <summary>Gives a command the options of a place.</summary>
    public static ToolCommand WithPlace(this ToolCommand command)
    {
        command.Validators.Add(Check);
        return command.With(Data, Endpoint, AccessKey, Anonymous, Region);
    }

    /// <summary>Gives a command the options of a place, and of one ledger there.</summary>
    public static ToolCommand WithLedger(this ToolCommand command) => command.WithPlace().With(Ledger);

    /// <exception cref="ToolException">There is nothing to sign with.</exception>
    public static ILedgerPlace OpenPlace(this ParseResult arguments)
    {
        if (arguments.GetValue(Endpoint) is not { } endpoint)
        {
            return new FolderPlace(arguments.GetValue(Data) ?? new DirectoryInfo(DataFolder.Default));
        }

        var region = arguments.GetValue(Region) ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1";
        return new ServerPlace(new ServerAddress(endpoint, region, arguments.GetValue(Anonymous) ? null : arguments.GetValue(AccessKey) ?? KeyOfEnvironment()));
    }

    private static ImmutableCredentials KeyOfEnvironment() => (Variable("AWS_ACCESS_KEY_ID"), Variable("AWS_SECRET_ACCESS_KEY")) is ({ } id, { } secret)
        ? new ImmutableCredentials(id, secret, Variable("AWS_SESSION_TOKEN"))
        : throw ToolException.WrongUsage(
            "There is no access key to sign with: give --access-key ID:SECRET, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or say --anonymous to a server that was started so.");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static void Check(CommandResult command)
    {
        var endpoint = command.GetResult(Endpoint) is not null;
        if (endpoint && command.GetResult(Data) is not null)
        {
            command.AddError("--data and --endpoint are two places: give one of them.");
        }

        foreach (var option in new Option[] { AccessKey, Anonymous, Region })
        {
            if (!endpoint && command.GetResult(option) is { Implicit: false })
            {
                command.AddError($"{option.Name} is for a server: it needs --endpoint URL.");
            }
        }

        if (command.GetResult(AccessKey) is not null && command.GetResult(Anonymous) is { Implicit: false })
        {
            command.AddError("--access-key signs and --anonymous does not: give one of them.");
        }
    }

    private static Uri? ReadEndpoint(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.PathAndQuery == "/")
        {
            return address;
        }

        result.AddError($"--endpoint is '{text}'; it must be an address without a path, such as http://127.0.0.1:8180.");
        return null;
    }

    private static ImmutableCredentials? ReadAccessKey(ArgumentResult result)
    {
        // Not quoted in the message: it may be a secret.
        if (result.Tokens[0].Value.Split(':', 2) is [{ Length: > 0 } id, { Length: > 0 } secret])
        {
            return new ImmutableCredentials(id, secret, null);
        }

        result.AddError("--access-key must be the key's id and its secret with a colon between them.");
        return null;
    }
}
