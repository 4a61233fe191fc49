using Hitl.Escalations.Consent;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>Works out which state of which targets a request depends on. Pure: the same catalog and request give the same guards.</summary>
public static class GuardPlanner
{
    /// <summary>The guards of a request, nothing read yet; none for a request that the rules refuse anyway.</summary>
    public static IReadOnlyList<ConsentGuard> Plan(Catalog catalog, ActionRequest request) =>
        catalog.Actions.TryGetValue(request.Action, out var action) && action.Guards.Count > 0
        && CatalogIndex.Of(catalog).Decide(request, out _) != EvaluationOutcome.Refused
            ? ConsentBuilder.Guards(catalog, action, request, [])
            : [];
}
