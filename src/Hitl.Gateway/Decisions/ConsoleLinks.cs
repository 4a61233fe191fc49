using Hitl.Escalations.Ids;
using Hitl.Gateway.Console;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Decisions;

/// <summary>Where people find a request in the console.</summary>
internal sealed class ConsoleLinks(IOptions<ConsoleOptions> options)
{
    public string To(RequestId? request) => options.Value.PublicUrl.ToString().TrimEnd('/') + "/console" + (request is { } id ? "/requests/" + id : "");
}
