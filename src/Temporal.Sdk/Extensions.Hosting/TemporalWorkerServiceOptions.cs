using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Options of a hosted worker.</summary>
public class TemporalWorkerServiceOptions : TemporalWorkerOptions
{
    /// <summary>Creates options without a task queue.</summary>
    public TemporalWorkerServiceOptions()
    {
    }

    /// <summary>Creates options for one task queue.</summary>
    /// <param name="taskQueue">Queue to poll.</param>
    public TemporalWorkerServiceOptions(string taskQueue)
        : base(taskQueue)
    {
    }

    /// <summary>Where the worker connects to. Default <see langword="null"/>: it uses the registered client.</summary>
    public TemporalClientConnectOptions? ClientOptions { get; set; }

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (TemporalWorkerServiceOptions)base.Clone();
        copy.ClientOptions = (TemporalClientConnectOptions?)ClientOptions?.Clone();
        return copy;
    }
}
