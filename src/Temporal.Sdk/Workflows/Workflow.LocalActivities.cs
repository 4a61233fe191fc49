using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <content>Running local activities: inside the workflow task, without the server; for what is quick and may run again.</content>
public static partial class Workflow
{
    /// <summary>Runs a local activity that is a static method.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(Expression<Func<TResult>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<TResult>(activityCall, options);

    /// <summary>Runs a local activity that is a static method without result.</summary>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteLocalActivityAsync(Expression<Action> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs a local activity.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<TResult>(activityCall, options);

    /// <summary>Runs a local activity without result.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs an asynchronous local activity that is a static method.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<TResult>(activityCall, options);

    /// <summary>Runs an asynchronous local activity that is a static method without result.</summary>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteLocalActivityAsync(Expression<Func<Task>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs an asynchronous local activity.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<TResult>(activityCall, options);

    /// <summary>Runs an asynchronous local activity without result.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, LocalActivityOptions options) =>
        ExecuteLocalAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs a local activity by name, ignoring its result.</summary>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteLocalActivityAsync(string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.Outbound.ScheduleLocalActivityAsync<ValueTuple>(new(activity, args, options, null));

    /// <summary>Runs a local activity by name.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.Outbound.ScheduleLocalActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> ExecuteLocalAsync<TResult>(LambdaExpression activityCall, LocalActivityOptions options)
    {
        var call = CallExpression.Parse(activityCall);
        return Context.Outbound.ScheduleLocalActivityAsync<TResult>(
            new(ActivityDefinition.NameFromMethodForCall(call.Method), call.Arguments, options, null));
    }
}
