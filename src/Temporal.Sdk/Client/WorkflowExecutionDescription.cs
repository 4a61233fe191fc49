using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A workflow run with what only a description tells.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private WorkflowExecutionDescription(
        DescribeWorkflowExecutionResponse raw, string? summary, string? details, DataConverter dataConverter)
        : base(raw.WorkflowExecutionInfo, dataConverter)
    {
        RawDescription = raw;
        StaticSummary = summary;
        StaticDetails = details;
    }

    /// <summary>One line for people, given at the start.</summary>
    public string? StaticSummary { get; }

    /// <summary>Longer text for people, given at the start.</summary>
    public string? StaticDetails { get; }

    /// <summary>One line for people, given at the start; as newer versions of the API ask for it.</summary>
    /// <returns><see cref="StaticSummary"/>.</returns>
    public Task<string?> GetStaticSummaryAsync() => Task.FromResult(StaticSummary);

    /// <summary>Longer text for people, given at the start; as newer versions of the API ask for it.</summary>
    /// <returns><see cref="StaticDetails"/>.</returns>
    public Task<string?> GetStaticDetailsAsync() => Task.FromResult(StaticDetails);

    /// <summary>The message all of this is read from, pending activities included.</summary>
    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    internal static async Task<WorkflowExecutionDescription> FromProtoAsync(
        DescribeWorkflowExecutionResponse raw, DataConverter dataConverter)
    {
        var metadata = raw.ExecutionConfig?.UserMetadata;
        var summary = metadata?.Summary is { } line ? await dataConverter.ToValueAsync<string>(line).ConfigureAwait(false) : null;
        var details = metadata?.Details is { } text ? await dataConverter.ToValueAsync<string>(text).ConfigureAwait(false) : null;
        return new(raw, summary, details, dataConverter);
    }
}
