namespace Hitl.Sandbox.Slack.SignIn;

/// <summary>A code handed out by the authorize page.</summary>
internal sealed record SignInCode(string User, string RedirectUri, string? Nonce, string? Challenge, DateTimeOffset Issued);
