using Temporal.DevServer.Hosting;

try
{
    var options = CommandLine.Parse(args);
    await using var host = await DevServerHost.StartAsync(options);
    Console.WriteLine($"Temporal server listening on {host.TargetHost}");
    await Task.WhenAny(host.WaitForShutdownAsync(), ParentWatch.WhenGoneAsync());
    return host.Fenced.IsCompleted ? 3 : 0;
}
catch (Exception refused) when (refused is FormatException or ArgumentException or IOException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
