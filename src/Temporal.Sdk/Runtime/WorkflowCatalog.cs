using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The workflows a worker can run.</summary>
internal sealed class WorkflowCatalog
{
    private readonly Dictionary<string, WorkflowDefinition> _byName = [];
    private readonly WorkflowDefinition? _dynamic;

    /// <exception cref="ArgumentException">A definition cannot be created, or two have one name.</exception>
    internal WorkflowCatalog(IEnumerable<WorkflowDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (!definition.Instantiable)
            {
                throw new ArgumentException(
                    $"Workflow {definition.Name} cannot be created: it needs a constructor without parameters, or one with WorkflowInit. "
                    + "Workflows get nothing injected; what they need comes as arguments or from activities.",
                    nameof(definitions));
            }

            if (definition.Dynamic)
            {
                if (_dynamic is not null) throw new ArgumentException("There is more than one dynamic workflow.", nameof(definitions));
                _dynamic = definition;
            }
            else if (!_byName.TryAdd(definition.Name!, definition))
            {
                throw new ArgumentException($"There is more than one workflow named {definition.Name}.", nameof(definitions));
            }
        }
    }

    /// <exception cref="ApplicationFailureException">The worker does not have this workflow.</exception>
    internal WorkflowDefinition Find(string name) => _byName.TryGetValue(name, out var definition)
        ? definition
        : _dynamic ?? throw new ApplicationFailureException(
            $"Workflow {name} is not registered on this worker; it has: {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.",
            errorType: "NotFoundError");
}
