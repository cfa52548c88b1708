namespace Qldb.Tool.Demo.Jobs;

/// <summary>Chooses the jobs of one run: most of the transfers want the same few vehicles, so that workers get in each other's way.</summary>
internal static class JobPlan
{
    private const int HotVehicles = 4;

    public static IReadOnlyList<Job> Make(int transfers, int seed, IReadOnlyList<string> personIds, IReadOnlyList<string> vins)
    {
        var random = new Random(seed);
        string Person() => personIds[random.Next(personIds.Count)];
        string AnyVin() => vins[random.Next(vins.Count)];
        string HotVin() => random.Next(10) < 6 ? vins[random.Next(Math.Min(HotVehicles, vins.Count))] : AnyVin();

        var jobs = new List<Job>();
        for (var transfer = 0; transfer < transfers; transfer++)
        {
            jobs.Add(new TransferOwnership(HotVin(), Person()));
            switch (transfer % 8)
            {
                case 0:
                    jobs.Add(new FindVehicles(Person()));
                    break;
                case 2 or 6:
                    jobs.Add(new AddSecondaryOwner(HotVin(), Person()));
                    break;
                case 4:
                    jobs.Add(new RenewLicense(Person()));
                    break;
            }
        }

        return jobs;
    }
}
