namespace Temporal.DevServer.Visibility;

/// <summary>A list filter that cannot be read; the message is for its author.</summary>
internal sealed class QuerySyntaxException(string message) : Exception(message);
