using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <summary>Thrown out of a workflow, ends this run and goes on as a new one. See <see cref="Workflow"/> for how to create it.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(string workflow, IReadOnlyCollection<object?> arguments, ContinueAsNewOptions? options)
        : base("Continue as new")
    {
        Workflow = workflow;
        Arguments = arguments;
        Options = options;
    }

    internal string Workflow { get; }

    internal IReadOnlyCollection<object?> Arguments { get; }

    internal ContinueAsNewOptions? Options { get; }
}
