#pragma warning disable IDE0005 // Implicit in hosts of web pages, and only there.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
#pragma warning restore IDE0005

namespace Hitl.Hosting;

// Output that nobody reads, a full pipe or a stopped terminal, must not stop a process: lines are left out then, and counted.
// No XML comments here: one and the same member in several assemblies would stand twice in the API's description.
internal static class UnreadOutput
{
    public static void NeverWaitForReaders(this ILoggingBuilder logging) =>
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
}
