using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Hitl.Tests.Gateway;

/// <summary>The SQL statements that one call to the gateway caused: an exact measure of its work where time would be noise.</summary>
internal sealed class StatementCount : IDisposable
{
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> _statements = new();
    private readonly ActivityListener _listener;

    public StatementCount()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task<IReadOnlyList<string>> OfAsync(GatewayWorld world, string who, string path, bool isPost, CancellationToken cancel)
    {
        var trace = ActivityTraceId.CreateRandom();
        var statements = _statements[trace] = new();
        using var http = world.Http(who);
        using var message = new HttpRequestMessage(isPost ? HttpMethod.Post : HttpMethod.Get, path);
        if (isPost) message.Content = new StringContent("""{"reason":"no longer wanted"}""", Encoding.UTF8, "application/json");
        message.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await http.SendAsync(message, cancel);
        await Problems.AssertAsync(answer, 404, "request.not_found");
        return [.. statements];
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Activity activity)
    {
        if (activity.Source.Name != "Npgsql" || !_statements.TryGetValue(activity.TraceId, out var statements)) return;
        statements.Enqueue((activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement") ?? activity.OperationName).ToString()!);
    }
}
