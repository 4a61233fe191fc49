using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Hosting;

/// <summary>Holds every answer until all changes it may rest on are on disk, so that kill -9 never takes back what was said.</summary>
internal static class AnswerAfterFlush
{
    public static void UseAnswerAfterFlush(this WebApplication app)
    {
        var journal = app.Services.GetRequiredService<Journal>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(journal.FlushedAsync);
            return next(context);
        });
    }
}
