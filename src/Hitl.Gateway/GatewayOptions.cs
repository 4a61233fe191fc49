using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway;

/// <summary>Where the gateway listens and how much it takes. Bound from <c>Hitl:Gateway</c>; checked before the host starts.</summary>
public sealed record GatewayOptions
{
    /// <summary>Addresses to listen on, separated by semicolons. Default <c>http://127.0.0.1:8080</c>; port 0 takes a free one.</summary>
    [Required]
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Whether <see cref="Urls"/> may name other addresses than loopback. Default false; set it when TLS is ended in front of the gateway.</summary>
    public bool AllowNonLoopback { get; init; }

    /// <summary>Calls per second and principal. Default 200; allowed 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int CallsPerSecond { get; init; } = 200;

    /// <summary>Calls a principal may make at once after a pause. Default 400; allowed 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int Burst { get; init; } = 400;

    /// <summary>Requests of one agent that may be open at once; one more is refused with <c>limit.open_requests</c>. Default 5,000; allowed 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MostOpenRequests { get; init; } = 5_000;

    /// <summary>How many credentials of one address may be wrong within a minute before it is locked out, 30 s first, doubling to 15 min. Default 30; allowed 3 to 10,000.</summary>
    [Range(3, 10_000)]
    public int FailedCredentials { get; init; } = 30;

    /// <summary>How old a sign-in may be when a high-risk action is approved. Default 5 min; allowed 10 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan StepUpWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What a customer is told about contesting a decision, 1 to 1,000 characters. Default: to answer whoever told them, quoting the reference.</summary>
    [Required, StringLength(1_000, MinimumLength = 1)]
    public string HowToContest { get; init; } =
        "Answer whoever told you of this and quote the reference; a person who took no part in it will look at it again.";
}
