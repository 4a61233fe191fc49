using Hitl.Escalations.Ids;
using Hitl.Postgres;
using Hitl.Postgres.Catalogs;
using Npgsql;

namespace Hitl.Gateway.Requests;

/// <summary>Keeps what agents asked for and no catalog knows: a gap like any other, though nothing of the request is stored.</summary>
internal sealed partial class UnknownActions(CatalogUsage usage, ILogger<UnknownActions> log)
{
    public async Task NoteAsync(ActorId actor, string? action, CancellationToken cancel)
    {
        try
        {
            await usage.NoteUnknownActionAsync(actor, action ?? "", cancel);
        }
        catch (Exception error) when (error is StoreUnavailableException or NpgsqlException)
        {
            // The refusal stands whether or not it could be counted.
            LogUncounted(error, actor.Value);
        }
    }

    [LoggerMessage(103, LogLevel.Warning, "An unknown action that {Actor} asked for could not be counted")]
    private partial void LogUncounted(Exception error, string actor);
}
