using Hitl.Escalations.Ids;

namespace Hitl.Governance.Coverage.Calendars;

/// <summary>A calendar that says when somebody is away.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Url">Where it is fetched; null for a file. It may hold a secret and is never shown.</param>
/// <param name="File">The file, beside the schedule; null for an address.</param>
/// <param name="Zone">IANA zone of whole days and of times that name none.</param>
/// <param name="IsEverything">True when every event of it is an absence; otherwise only what is marked as out of office.</param>
public sealed record PersonCalendar(PersonId Person, Uri? Url, string? File, string Zone, bool IsEverything);
