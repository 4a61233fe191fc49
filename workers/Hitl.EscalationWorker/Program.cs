using Microsoft.Extensions.Hosting;

using var worker = Hitl.EscalationWorker.EscalationWorkerHost.Build(args);
await worker.RunAsync();
