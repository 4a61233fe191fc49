namespace Hitl.Slack.Home;

/// <summary>One request that waits.</summary>
/// <param name="Text">One line; shown literally.</param>
/// <param name="Link">Where it is read and decided.</param>
public sealed record HomeItem(string Text, string Link);
