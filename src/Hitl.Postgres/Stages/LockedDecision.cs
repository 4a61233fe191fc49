using Hitl.Escalations.Decisions;

namespace Hitl.Postgres.Stages;

internal sealed record LockedDecision(Decision Decision, bool Settles, string Delivery);
