using Conformance.Testing;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

await using var mock = await ContractMock.StartAsync("acme");
var suite = ConformanceSuite.FromFolder("acme").WithSteps(typeof(AuditSteps).Assembly);
var report = await suite.VerifyAsync(Target.Of(mock), o => o.Tags("@audit or @ACM-01").Depth(RunDepth.Quick));
report.EnsureConforms();
foreach (var scenario in report.Scenarios)
    Console.WriteLine($"{scenario.Verdict}: {scenario.Name}");
