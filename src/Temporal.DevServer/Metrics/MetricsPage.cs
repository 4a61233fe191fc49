using System.Globalization;
using System.Text;
using Temporal.DevServer.Engine;

namespace Temporal.DevServer.Metrics;

/// <summary>The figures as Prometheus reads them.</summary>
internal static class MetricsPage
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    internal static string Write(CallMeter calls, WorkflowEngine engine)
    {
        var page = new StringBuilder();
        Head(page, "hitl_temporal_calls_total", "counter", "Calls answered, by method and gRPC code.");
        foreach (var (method, code, count, _) in calls.Calls) Line(page, $"hitl_temporal_calls_total{{method=\"{method}\",code=\"{code}\"}}", count);
        Head(page, "hitl_temporal_call_seconds_total", "counter", "Time spent in calls, long polls included.");
        foreach (var (method, code, _, seconds) in calls.Calls) Line(page, $"hitl_temporal_call_seconds_total{{method=\"{method}\",code=\"{code}\"}}", seconds);
        Head(page, "hitl_temporal_held_polls", "gauge", "Long polls waiting for a task.");
        Line(page, "hitl_temporal_held_polls", engine.Matching.Held);
        Head(page, "hitl_temporal_workflows_in_memory", "gauge", "Workflow ids held in memory.");
        Line(page, "hitl_temporal_workflows_in_memory", engine.InMemory);
        Head(page, "hitl_temporal_long_histories_total", "counter", "Histories that passed 10,240 events or 10 MB.");
        Line(page, "hitl_temporal_long_histories_total", engine.Limits.Warned);
        Head(page, "hitl_temporal_fenced", "gauge", "1 once another server took the store over.");
        Line(page, "hitl_temporal_fenced", engine.Fenced.Task.IsCompleted ? 1 : 0);
        return page.ToString();
    }

    private static void Head(StringBuilder page, string name, string type, string help) =>
        page.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder page, string series, double value) =>
        page.Append(series).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
