namespace Hitl.Gateway.Console.Session;

/// <summary>Slack vouched for a user whom the catalog does not name.</summary>
internal sealed class UnknownPersonException() : Exception("The Slack user is not linked to a person of the catalog.");
