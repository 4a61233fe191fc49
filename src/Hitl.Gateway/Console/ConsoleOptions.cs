using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway.Console;

/// <summary>How people sign in to the console. Bound from <c>Hitl:Console</c>; checked before the host starts.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Slack app's client id; without one the console says that sign-in is not set up. Default empty.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Slack app's client secret. Default empty.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>Where people are sent to sign in. Default Slack's.</summary>
    [Required]
    public Uri AuthorizationEndpoint { get; init; } = new("https://slack.com/openid/connect/authorize");

    /// <summary>Where the code is exchanged. Default Slack's.</summary>
    [Required]
    public Uri TokenEndpoint { get; init; } = new("https://slack.com/api/openid.connect.token");

    /// <summary>Where the user's identity is read. Default Slack's.</summary>
    [Required]
    public Uri UserInfoEndpoint { get; init; } = new("https://slack.com/api/openid.connect.userInfo");

    /// <summary>The console's address as people reach it, for links in Slack. Default <c>http://127.0.0.1:8080</c>.</summary>
    [Required]
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>How long a sign-in lasts. Default 8 h; allowed 1 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(8);
}
