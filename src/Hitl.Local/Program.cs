using System.Runtime.InteropServices;
using Hitl.Local;
using Hitl.Local.Settings;
using Hitl.Local.Story;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
// A service manager stops with SIGTERM: the database is stopped in order then, too.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopping.Cancel();
});

try
{
    var options = LocalOptions.Parse(args);
    await using var system = await LocalSystem.StartAsync(options, stopping.Token);
    var verified = options.IsQuiet || await StoryTeller.TellAsync(system, stopping.Token);
    if (options.ExitAfterStory) return verified ? 0 : 1;

    system.PrintAddresses();
    await system.WaitAsync(stopping.Token);
    return 0;
}
catch (LocalSetupException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
