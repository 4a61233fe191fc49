namespace Hitl.Client.Oversight;

/// <summary>How people oversaw over the last days. Without the duty audit, governance or ops a person sees their own rows only.</summary>
/// <param name="Since">Stages opened from here on, UTC.</param>
/// <param name="Rows">One per person and action, by person.</param>
public sealed record OversightView(DateTimeOffset Since, IReadOnlyList<OversightRowView> Rows);
