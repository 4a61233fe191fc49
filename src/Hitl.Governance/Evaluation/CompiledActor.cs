using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>An actor of a catalog and its place in every action's table of rules.</summary>
internal sealed record CompiledActor(Actor Actor, int Number);
