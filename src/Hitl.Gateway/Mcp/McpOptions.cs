using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway.Mcp;

/// <summary>The agents' door by Model Context Protocol. Bound from <c>Hitl:Mcp</c>; checked before the host starts.</summary>
public sealed record McpOptions
{
    /// <summary>Origins of web pages that may call, such as <c>https://agents.example.com</c>. Default none: a browser is refused, because no agent of ours lives in one.</summary>
    public List<string> AllowedOrigins { get; init; } = [];

    /// <summary>How long a session's name is good. Default 24 h; allowed 1 min to 30 d. A client whose session has ended begins another.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Calls of one agent that may wait at once; one more is refused with <c>limit.open_calls</c>. Default 100; allowed 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MostOpenCalls { get; init; } = 100;
}
