using System.Collections.Concurrent;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Differential;

/// <summary>Where two servers first differ.</summary>
internal sealed record Difference(int At, Step Step, string Mock, string Reference)
{
    /// <summary>What is told, whatever led to it.</summary>
    public string Kind => $"{Step.Act}: mock {Mock} <> reference {Reference}";
}

/// <summary>A mock and a reference server of one API, with clocks that show the same time.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Contract> Contracts = [];

    private readonly string _api;
    private readonly Mock _mock;
    private readonly ReferenceServer _reference;
    private readonly Caller _mockCaller;
    private readonly Caller _referenceCaller;
    private readonly ManualClock _mockClock;
    private readonly ManualClock _referenceClock;

    private readonly Counts _excluded;
    private readonly Counts _met;

    private Pair(
        string api,
        Counts excluded,
        Counts met,
        Mock mock,
        ManualClock mockClock,
        ReferenceServer reference,
        ManualClock referenceClock
    )
    {
        (_api, _excluded, _met) = (api, excluded, met);
        (_mock, _mockClock, _reference, _referenceClock) = (mock, mockClock, reference, referenceClock);
        _mockCaller = new Caller(new Uri(mock.Address, reference.BaseAddress.AbsolutePath), Dialect.Of(api));
        _referenceCaller = new Caller(reference.BaseAddress, Dialect.Of(api));
    }

    /// <summary>Starts both; <paramref name="excluded"/> counts the differences that are known, <paramref name="met"/> the statuses of each act; <paramref name="mutants"/> break the reference server.</summary>
    public static async Task<Pair> StartAsync(string api, Counts excluded, Counts met, params Mutant[] mutants)
    {
        var contract = Contracts.GetOrAdd(api, Load);
        var (mockClock, referenceClock) = (new ManualClock(), new ManualClock());
        var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Seed = 7,
                Time = mockClock,
            },
            TestContext.Current.CancellationToken
        );
        var reference = await ReferenceServer.StartAsync(
            api,
            new ReferenceOptions { Time = referenceClock, Mutants = mutants },
            TestContext.Current.CancellationToken
        );
        return new Pair(api, excluded, met, mock, mockClock, reference, referenceClock);
    }

    private static Contract Load(string api)
    {
        // A schema's pattern has a tenth of a second to judge a text, which its first use can exceed on a busy machine.
        Problems problems = [];
        for (var attempt = 0; attempt < 3; attempt++)
        {
            problems = [];
            if (
                ContractLoader.Load(
                    new ContractCatalog(Repository.PathOf("specs")).Find(api)!,
                    new Dictionary<string, string>(),
                    SampleSource.Of,
                    problems
                ) is
                { } contract
            )
                return contract;
        }

        throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>Plays a sequence with users who know nothing of earlier ones; gives the first difference that is not excluded, or null.</summary>
    public async Task<Difference?> PlayAsync(IReadOnlyList<Step> steps)
    {
        var (ours, theirs) = (new Player(_mockCaller), new Player(_referenceCaller));
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Act == Act.Wait)
            {
                _mockClock.Advance(steps[i].Wait);
                _referenceClock.Advance(steps[i].Wait);
                continue;
            }

            var answers = new Answers(_api, steps[i], ours, await ours.PlayAsync(steps[i]), await theirs.PlayAsync(steps[i]));
            _met.Add($"{steps[i].Act} {answers.Reference.Status}");
            if (!answers.Differ)
                continue;
            if (Exclusion.All.FirstOrDefault(exclusion => exclusion.Fits(answers)) is not { } known)
                return new Difference(i, steps[i], Envelope.Of(answers.Mock), Envelope.Of(answers.Reference));
            _excluded.Add(known.Name);
            if (known.Parts)
                return null;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _mockCaller.Dispose();
        _referenceCaller.Dispose();
        await _mock.DisposeAsync();
        await _reference.DisposeAsync();
    }
}
