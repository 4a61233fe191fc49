using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <content>Running activities.</content>
public static partial class Workflow
{
    /// <summary>Runs an activity that is a static method.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        ExecuteAsync<TResult>(activityCall, options);

    /// <summary>Runs an activity that is a static method without result.</summary>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteActivityAsync(Expression<Action> activityCall, ActivityOptions options) =>
        ExecuteAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        ExecuteAsync<TResult>(activityCall, options);

    /// <summary>Runs an activity without result.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        ExecuteAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs an asynchronous activity that is a static method.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteAsync<TResult>(activityCall, options);

    /// <summary>Runs an asynchronous activity that is a static method without result.</summary>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteActivityAsync(Expression<Func<Task>> activityCall, ActivityOptions options) =>
        ExecuteAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs an asynchronous activity.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteAsync<TResult>(activityCall, options);

    /// <summary>Runs an asynchronous activity without result.</summary>
    /// <typeparam name="TActivityInstance">Class or interface of the activity.</typeparam>
    /// <param name="activityCall">The call.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        ExecuteAsync<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity by name, ignoring its result.</summary>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>Completes with the activity.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task ExecuteActivityAsync(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.Outbound.ScheduleActivityAsync<ValueTuple>(new(activity, args, options, null));

    /// <summary>Runs an activity by name.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it; one of the two timeouts that end in “to close” is required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ActivityFailureException">The activity failed for good. Stored in the task.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.Outbound.ScheduleActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> ExecuteAsync<TResult>(LambdaExpression activityCall, ActivityOptions options)
    {
        var call = CallExpression.Parse(activityCall);
        return Context.Outbound.ScheduleActivityAsync<TResult>(
            new(ActivityDefinition.NameFromMethodForCall(call.Method), call.Arguments, options, null));
    }
}
