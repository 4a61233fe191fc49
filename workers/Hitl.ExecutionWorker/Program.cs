using Microsoft.Extensions.Hosting;

using var worker = Hitl.ExecutionWorker.ExecutionWorkerHost.Build(args);
await worker.RunAsync();
