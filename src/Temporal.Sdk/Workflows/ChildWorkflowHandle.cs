using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <summary>A child workflow that was started.</summary>
public abstract class ChildWorkflowHandle
{
    /// <summary>Its workflow id.</summary>
    public abstract string Id { get; }

    /// <summary>Its first run.</summary>
    public abstract string FirstExecutionRunId { get; }

    /// <summary>Waits until the child completes, and ignores what it returns.</summary>
    /// <returns>Completes with the child.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    /// <summary>Waits until the child completes.</summary>
    /// <typeparam name="TResult">Type to convert its result to.</typeparam>
    /// <returns>Its result.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    public abstract Task<TResult> GetResultAsync<TResult>();

    /// <summary>Signals the child.</summary>
    /// <typeparam name="TWorkflow">Workflow class of the child.</typeparam>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <param name="options">Options.</param>
    /// <returns>Completes when the child has the signal.</returns>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Parse(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <summary>Signals the child.</summary>
    /// <param name="signal">Signal name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>Completes when the child has the signal.</returns>
    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}
