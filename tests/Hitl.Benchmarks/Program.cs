using Hitl.Benchmarks;

return await BenchmarkRun.RunAsync(args);
