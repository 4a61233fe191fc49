using Hitl.Escalations.Requests;

namespace Hitl.Postgres.Catalogs;

/// <summary>An automatic approval that was drawn for review by a person.</summary>
/// <param name="Request">What ran without a person.</param>
/// <param name="State">How it ended, or how it stands.</param>
/// <param name="Rule">The rule that allowed it.</param>
/// <param name="Draw">The draw, which anybody can repeat.</param>
public sealed record SampledRequest(ActionRequest Request, RequestState State, string? Rule, SampleDraw Draw);
