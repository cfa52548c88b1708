using System.CommandLine;
using System.Globalization;
using Qldb.Ledger;
using Qldb.Ledger.Server;
using Qldb.Ledger.Verification;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Ledgers;

/// <summary><c>qldb ledger create|list|describe|update|delete</c>.</summary>
internal static class LedgerCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The ledger: 1 to 32 letters, digits and single inner hyphens, not only digits." };

    private static readonly Option<bool?> Protection = new("--deletion-protection") { Description = "Whether the ledger cannot be deleted; it cannot unless told otherwise.", HelpName = "true|false" };

    private static readonly Option<bool> NewProtection = new("--deletion-protection") { Description = "Whether the ledger cannot be deleted.", HelpName = "true|false", Required = true, Arity = ArgumentArity.ExactlyOne };

    private static readonly Option<string> Permissions = new("--permissions-mode")
    {
        Description = "ALLOW_ALL or STANDARD. Kept for applications that ask; who may do what is said by a server's access keys.", HelpName = "MODE",
        DefaultValueFactory = _ => "ALLOW_ALL",
        CustomParser = result => CommonOptions.Choose(result, ("ALLOW_ALL", "ALLOW_ALL"), ("STANDARD", "STANDARD")),
    };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    public static Command Create() => new("ledger", "Create, list, describe, change and delete ledgers.")
    {
        CreateOne(), List(), Describe(), Update(), Delete(),
    };

    private static ToolCommand CreateOne()
    {
        var command = new ToolCommand("create", "Create a ledger.", "qldb ledger create orders --data ./ledgers", "qldb ledger create orders --endpoint http://127.0.0.1:8180 --deletion-protection false") { Name };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Name) is { } name && !LedgerName.IsValid(name))
            {
                result.AddError($"'{name}' is not a ledger name: 1 to {LedgerName.LengthMax} letters, digits and single inner hyphens, not only digits.");
            }
        });
        return command.WithPlace().With(Protection, Permissions).Runs(async (place, name, arguments, report, token) =>
        {
            var settings = new LedgerSettings { DeletionProtection = arguments.GetValue(Protection) ?? true, PermissionsMode = arguments.GetValue(Permissions)! };
            await place.CreateAsync(name, settings, token);
            report.Remark($"Created ledger '{name}' {place}.");
            await ShowAsync(place, name, report, token);
        });
    }

    private static ToolCommand List()
    {
        var command = new ToolCommand("list", "List the ledgers of a place, by name.", "qldb ledger list --data ./ledgers", "qldb ledger list --endpoint http://127.0.0.1:8180 --output json");
        return command.WithPlace().Runs(async (place, report, token) =>
        {
            var names = await place.ListAsync(token);
            report.Result(
                text => names.ToList().ForEach(text.WriteLine),
                json =>
                {
                    json.WriteStartArray("ledgers");
                    foreach (var name in names)
                    {
                        json.WriteStartObject();
                        json.WriteString("name", name);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                });
        });
    }

    private static ToolCommand Describe() =>
        new ToolCommand("describe", "Describe a ledger: its age, its settings, its length.", "qldb ledger describe orders --data ./ledgers") { Name }
            .WithPlace().Runs((place, name, _, report, token) => ShowAsync(place, name, report, token));

    private static ToolCommand Update() =>
        new ToolCommand("update", "Switch a ledger's protection against deletion on or off.", "qldb ledger update orders --deletion-protection false --data ./ledgers") { Name }
            .WithPlace().With(NewProtection).Runs(async (place, name, arguments, report, token) =>
            {
                await place.ProtectAsync(name, arguments.GetValue(NewProtection), token);
                await ShowAsync(place, name, report, token);
            });

    private static ToolCommand Delete() =>
        new ToolCommand("delete", "Delete a ledger with everything in it.", "qldb ledger delete orders --data ./ledgers --yes") { Name }
            .WithPlace().With(Yes).Runs(async (place, name, arguments, report, token) =>
            {
                if (!arguments.GetValue(Yes))
                {
                    await ConfirmAsync(place, name, token);
                }

                await place.DeleteAsync(name, token);
                report.Result(
                    text => text.WriteLine($"Deleted ledger '{name}' {place}."),
                    json =>
                    {
                        json.WriteString("name", name);
                        json.WriteBoolean("deleted", true);
                    });
            });

    private static async Task ConfirmAsync(ILedgerPlace place, string name, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            throw ToolException.WrongUsage("Deleting a ledger wants a confirmation, and there is nobody to ask: give --yes.");
        }

        using (var ledger = await place.OpenAsync(name, cancellationToken))
        {
            if (ledger.Description.DeletionProtection)
            {
                throw LedgerPlaces.Protected(name);
            }

            var digest = await ledger.GetDigestAsync(cancellationToken);
            Console.Error.Write($"Ledger '{name}' {place} has {Blocks(digest)} blocks. Type its name to delete it for ever: ");
        }

        if (Console.ReadLine()?.Trim() != name)
        {
            throw new ToolException("Not confirmed; nothing was deleted.");
        }
    }

    private static async Task ShowAsync(ILedgerPlace place, string name, Report report, CancellationToken cancellationToken)
    {
        using var ledger = await place.OpenAsync(name, cancellationToken);
        var described = ledger.Description;
        var digest = await ledger.GetDigestAsync(cancellationToken);
        report.Result(
            text => text.WriteLine($"""
                name                 {described.Name}
                created              {Time(described.CreatedAt)}
                permissions mode     {described.PermissionsMode}
                deletion protection  {(described.DeletionProtection ? "on" : "off")}
                blocks               {Blocks(digest)}
                strand               {digest.Tip.StrandId}
                """),
            json =>
            {
                json.WriteString("name", described.Name);
                json.WriteString("createdAt", Time(described.CreatedAt));
                json.WriteString("permissionsMode", described.PermissionsMode);
                json.WriteBoolean("deletionProtection", described.DeletionProtection);
                json.WriteNumber("blocks", digest.Tip.SequenceNo + 1);
                json.WriteString("strandId", digest.Tip.StrandId.ToString());
            });
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Blocks(JournalDigest digest) => (digest.Tip.SequenceNo + 1).ToString("N0", CultureInfo.InvariantCulture);

    private static ToolCommand Runs(this ToolCommand command, Func<ILedgerPlace, string, ParseResult, Report, CancellationToken, Task> work)
    {
        command.With(CommonOptions.Output, CommonOptions.Quiet).SetAction((arguments, token) => Failures.ReportAsync(async () =>
        {
            using var place = arguments.OpenPlace();
            await work(place, arguments.GetRequiredValue(Name), arguments, Report.Of(arguments), token);
            return ExitCode.Done;
        }));
        return command;
    }

    private static ToolCommand Runs(this ToolCommand command, Func<ILedgerPlace, Report, CancellationToken, Task> work)
    {
        command.With(CommonOptions.Output, CommonOptions.Quiet).SetAction((arguments, token) => Failures.ReportAsync(async () =>
        {
            using var place = arguments.OpenPlace();
            await work(place, Report.Of(arguments), token);
            return ExitCode.Done;
        }));
        return command;
    }
}
