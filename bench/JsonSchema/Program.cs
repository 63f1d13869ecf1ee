using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Conformance.JsonSchema.Bench;

// "data FOLDER" writes the cases for ajv.mjs; anything else is BenchmarkDotNet's.
if (args is ["data", var folder])
{
    BenchCase.WriteTo(folder);
    return 0;
}

// In process, because a generated project would not find its way through the checkout's own build files.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(BenchCase).Assembly).Run(args, config);
return 0;
