using Hitl.Escalations.Cards;
using Hitl.Postgres;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>Brings the agent's answers into the threads of the cards they were asked on. At least once; what Slack did not take is tried again.</summary>
internal sealed partial class AnswerCourier(ICardNotes notes, SlackWebApi slack, TimeProvider clock, ILogger<AnswerCourier> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>An answer was committed here: look at once.</summary>
    public void Wake()
    {
        // Two at once ring twice; the second ring has nothing to add.
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var late = new CancellationTokenSource(Poll, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stoppingToken);
            try
            {
                await DeliverAsync(stoppingToken);
                await _wake.WaitAsync(either.Token);
            }
            catch (StoreUnavailableException error)
            {
                LogStoreAway(error);
                await Task.Delay(Poll, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                LogLook();
            }
        }
    }

    private async Task DeliverAsync(CancellationToken cancel)
    {
        foreach (var answer in await notes.UntoldAsync(cancel))
        {
            var label = $"Answer from the agent, not checked. You asked: {answer.Question.Text}";
            var reply = await slack.PostToThreadAsync(answer.Card.Channel, answer.Card.MessageId, label, answer.Question.Answer!, cancel);
            if (reply.IsOk || reply.Kind == SlackReplyKind.Refused) await notes.ToldAsync(answer.Question.Id, cancel);
            if (!reply.IsOk) LogUntold(answer.Question.Id, reply.Error ?? "unknown");
        }
    }

    [LoggerMessage(141, LogLevel.Warning, "The store is away; answers are brought later.")]
    private partial void LogStoreAway(Exception error);

    [LoggerMessage(142, LogLevel.Warning, "The answer to {Question} did not reach its thread: {Error}")]
    private partial void LogUntold(Guid question, string error);

    [LoggerMessage(143, LogLevel.Trace, "Looking for answers again.")]
    private partial void LogLook();
}
