using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of an update. More may be added: change copies, do not call the constructor.</summary>
/// <param name="Id">Update id.</param>
/// <param name="Update">Its name.</param>
/// <param name="Definition">The handler.</param>
/// <param name="Args">Arguments of the handler; a dynamic handler's are the name and one array of raw values.</param>
/// <param name="Headers">Headers that came along; null if there are none.</param>
public record HandleUpdateInput(
    string Id, string Update, WorkflowUpdateDefinition Definition, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);
