using System.Threading.Channels;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>Tells people privately why a press did not count, after Slack has been answered: telling must never delay the answer.</summary>
internal sealed partial class PrivateAnswers(SlackWebApi slack, ILogger<PrivateAnswers> log) : BackgroundService
{
    private readonly Channel<PrivateAnswer> _queue =
        Channel.CreateBounded<PrivateAnswer>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Send(PrivateAnswer answer) => _queue.Writer.TryWrite(answer);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var answer in _queue.Reader.ReadAllAsync(stoppingToken)) await DeliverAsync(answer, stoppingToken);
    }

    private async Task DeliverAsync(PrivateAnswer answer, CancellationToken cancel)
    {
        var reply = answer.ResponseUrl is { } url ? await slack.RespondAsync(url, answer.Text, cancel) : null;
        if (reply?.IsOk != true && answer.Channel is { } channel) reply = await slack.PostEphemeralAsync(channel, answer.User, answer.Text, cancel);
        if (reply?.IsOk != true) LogUntold(answer.User, reply?.Error ?? "nowhere to answer");
    }

    [LoggerMessage(121, LogLevel.Warning, "{User} could not be told privately: {Error}")]
    private partial void LogUntold(string user, string error);
}
