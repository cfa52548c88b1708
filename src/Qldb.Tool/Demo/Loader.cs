using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Tool.Ledgers;

namespace Qldb.Tool.Demo;

/// <summary>
/// Creates the tutorial's tables and indexes and loads the shipped data, forty documents a transaction (QLDB's limit).
/// Each batch inserts only what is missing, so a load that was interrupted goes on where it stopped.
/// </summary>
internal sealed class Loader(PooledQldbDriver driver, int workers)
{
    private const int BatchSize = 40;

    /// <summary>Creates what is missing of the four tables and six indexes; returns how many statements that took.</summary>
    public async Task<int> CreateSchemaAsync(CancellationToken cancellationToken) =>
        await driver.ExecuteAsync(async txn =>
        {
            var created = 0;
            var tables = await txn.ReadAsync<TableRow>("SELECT name, indexes FROM information_schema.user_tables WHERE status = 'ACTIVE'", [], cancellationToken);
            foreach (var table in VehicleRegistrationLedger.Tables.Where(name => tables.All(row => row.name != name)))
            {
                await txn.ExecuteAsync($"CREATE TABLE {table}", [], cancellationToken);
                created++;
            }

            foreach (var (table, field) in VehicleRegistrationLedger.Indexes.Where(index => !tables.Any(row => row.name == index.Table && row.indexes.Any(each => each.expr == $"[{index.Field}]"))))
            {
                await txn.ExecuteAsync($"CREATE INDEX ON {table} ({field})", [], cancellationToken);
                created++;
            }

            return created;
        }, cancellationToken);

    /// <summary>How many documents the shipped data has in all.</summary>
    public static int DocumentCount { get; } = VehicleRegistrationLedger.Tables.Sum(table => SampleData.Read(table).Count());

    /// <summary>Loads what is missing; returns how many documents were inserted.</summary>
    public async Task<int> LoadAsync(IProgress<long> progress, CancellationToken cancellationToken)
    {
        var inserted = 0;
        long seen = 0;
        foreach (var table in VehicleRegistrationLedger.Tables)
        {
            var personIds = table is VehicleRegistrationLedger.Person or VehicleRegistrationLedger.Vehicle ? null : await ReadPersonIdsAsync(cancellationToken);
            var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(SampleData.Read(table).Select(document => WithPersonIds(document, personIds)).Chunk(BatchSize), options, async (batch, token) =>
            {
                Interlocked.Add(ref inserted, await InsertMissingAsync(table, batch, token));
                progress.Report(Interlocked.Add(ref seen, batch.Length));
            });
        }

        return inserted;
    }

    /// <summary>The people's document ids by their <c>GovId</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadPersonIdsAsync(CancellationToken cancellationToken) =>
        await driver.ExecuteAsync(async txn =>
        {
            var people = await txn.ReadAsync<PersonRow>("SELECT id, p.GovId FROM Person AS p BY id", [], cancellationToken);
            return people.ToDictionary(row => row.GovId, row => row.id);
        }, cancellationToken);

    private async Task<int> InsertMissingAsync(string table, IonElement[] batch, CancellationToken cancellationToken)
    {
        var key = VehicleRegistrationLedger.KeyOf(table);
        var keys = batch.Select(document => SampleData.Text(document, key)).ToList();
        return await driver.ExecuteAsync(async txn =>
        {
            var present = await txn.ReadAsync<string>($"SELECT VALUE d.{key} FROM {table} AS d WHERE d.{key} IN ?", [keys], cancellationToken);
            var known = present.ToHashSet(StringComparer.Ordinal);
            var missing = batch.Where((_, index) => !known.Contains(keys[index])).ToList();
            if (missing.Count > 0)
            {
                await txn.ExecuteAsync($"INSERT INTO {table} ?", [missing], cancellationToken);
            }

            return missing.Count;
        }, cancellationToken);
    }

    /// <summary>Copies a document of the shipped data with each <c>GovId</c> reference replaced by the <c>PersonId</c> that loading gave that person.</summary>
    private static IonElement WithPersonIds(IonElement document, IReadOnlyDictionary<string, string>? personIds)
    {
        if (personIds is null)
        {
            return document;
        }

        using var writer = new IonBinaryWriter();
        Copy(document);
        return IonElement.Parse(writer.ToArray());

        void Copy(IonElement value)
        {
            switch (value.Type)
            {
                case IonType.Struct:
                    writer.StepIn(IonType.Struct);
                    foreach (var field in value.EnumerateFields())
                    {
                        var reference = field.Name == "GovId";
                        writer.WriteFieldName(reference ? "PersonId" : field.Name!);
                        if (reference)
                        {
                            writer.WriteString(personIds[field.Value.GetString()]);
                        }
                        else
                        {
                            Copy(field.Value);
                        }
                    }

                    writer.StepOut();
                    break;
                case IonType.List:
                    writer.StepIn(IonType.List);
                    foreach (var element in value.EnumerateElements())
                    {
                        Copy(element);
                    }

                    writer.StepOut();
                    break;
                default:
                    writer.WriteElement(value);
                    break;
            }
        }
    }

    // Property names are the fields' names.
#pragma warning disable IDE1006
    private sealed record TableRow(string name, IReadOnlyList<IndexRow> indexes);

    private sealed record IndexRow(string expr);

    private sealed record PersonRow(string id, string GovId);
#pragma warning restore IDE1006
}
