using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Cards;

/// <summary>One request of a digest. Nothing is decided from it: it leads to where the request stands whole.</summary>
/// <param name="Request">The request.</param>
/// <param name="Text">What is asked, for whom, by whom and until when; shown literally.</param>
public sealed record DigestLine(RequestId Request, string Text);
