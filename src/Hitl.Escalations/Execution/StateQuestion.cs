using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Execution;

/// <summary>A question about a target's state; asking it changes nothing.</summary>
/// <param name="Host">Host (and port) that was approved; a connector configured for another host must not answer.</param>
/// <param name="Read">Which state, by a name of <see cref="ConnectorStatement.Reads"/>.</param>
/// <param name="Arguments">What it is about.</param>
/// <param name="Timeout">How long the call may take.</param>
public sealed record StateQuestion(string Host, string Read, ActionParameters Arguments, TimeSpan Timeout);
