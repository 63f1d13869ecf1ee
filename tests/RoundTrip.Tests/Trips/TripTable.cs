namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>How each documented status of each operation is brought about.</summary>
internal static class TripTable
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Trip>> ByApi { get; } =
        new Dictionary<string, IReadOnlyList<Trip>>
        {
            ["bankezy"] = BankezyTrips.All,
            ["fincode"] = FincodeTrips.All,
            ["nethesis"] = NethesisTrips.All,
            ["rinne"] = RinneTrips.All,
            ["sig"] = SigTrips.All,
        };

    public static Trip Find(string api, string operation, int status, string how) =>
        ByApi[api].Single(trip => (trip.Operation, trip.Status, trip.How) == (operation, status, how));
}
