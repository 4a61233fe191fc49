using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <content>Going on as a new run.</content>
public static partial class Workflow
{
    /// <summary>Creates the exception to throw in order to go on as a new run.</summary>
    /// <typeparam name="TWorkflow">Class or interface of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">The call of its run method.</param>
    /// <param name="options">How to go on.</param>
    /// <returns>The exception.</returns>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        CreateContinueAsNew(workflowRunCall, options);

    /// <summary>Creates the exception to throw in order to go on as a new run.</summary>
    /// <typeparam name="TWorkflow">Class or interface of the workflow.</typeparam>
    /// <param name="workflowRunCall">The call of its run method.</param>
    /// <param name="options">How to go on.</param>
    /// <returns>The exception.</returns>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        CreateContinueAsNew(workflowRunCall, options);

    /// <summary>Creates the exception to throw in order to go on as a new run.</summary>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to go on.</param>
    /// <returns>The exception.</returns>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        Context.Outbound.CreateContinueAsNewException(new(workflow, args, options, null));

    private static ContinueAsNewException CreateContinueAsNew(LambdaExpression runCall, ContinueAsNewOptions? options)
    {
        var call = CallExpression.Parse(runCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Arguments, options);
    }
}
