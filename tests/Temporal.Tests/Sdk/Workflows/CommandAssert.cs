using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporal.Tests.Sdk.Workflows;

internal static class CommandAssert
{
    public static void Types(IEnumerable<Command> commands, params CommandType[] expected) =>
        Assert.Equal(expected, commands.Select(command => command.CommandType));

    public static T Result<T>(IEnumerable<Command> commands)
    {
        var complete = Assert.Single(commands, command => command.CommandType == CommandType.CompleteWorkflowExecution);
        return DataConverter.Default.PayloadConverter.ToValue<T>(complete.CompleteWorkflowExecutionCommandAttributes.Result.Payloads_[0]);
    }

    public static Temporalio.Api.Failure.V1.Failure Failure(IEnumerable<Command> commands) =>
        Assert.Single(commands, command => command.CommandType == CommandType.FailWorkflowExecution)
            .FailWorkflowExecutionCommandAttributes.Failure;
}
