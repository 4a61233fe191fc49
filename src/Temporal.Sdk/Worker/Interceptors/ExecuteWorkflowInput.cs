using System.Reflection;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of a workflow's run. More may be added: change copies, do not call the constructor.</summary>
/// <param name="Instance">The workflow object.</param>
/// <param name="RunMethod">The method that is run.</param>
/// <param name="Args">Its arguments; for a dynamic workflow one array of raw values.</param>
/// <remarks>Headers are in <see cref="Workflows.WorkflowInfo.Headers"/>.</remarks>
public record ExecuteWorkflowInput(object Instance, MethodInfo RunMethod, object?[] Args);
