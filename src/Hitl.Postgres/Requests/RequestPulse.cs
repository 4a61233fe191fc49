using Hitl.Escalations.Requests;

namespace Hitl.Postgres.Requests;

/// <summary>What a long poll of a request waits for.</summary>
/// <param name="State">Where the request stands.</param>
/// <param name="Questions">How many questions approvers have asked the agent.</param>
public sealed record RequestPulse(RequestState State, int Questions);
