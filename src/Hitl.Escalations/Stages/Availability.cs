using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>What is known at one moment of who can be asked. None of it grants or takes authority.</summary>
/// <param name="Absences">Who is away, and when.</param>
public sealed record Availability(IReadOnlyList<Absence> Absences)
{
    /// <summary>People who have been asked enough for today, each with a clause such as <c>has reached the daily cap of 20 requests</c>; their coverage is asked instead.</summary>
    public IReadOnlyDictionary<PersonId, string> Occupied { get; init; } = new Dictionary<PersonId, string>();

    /// <summary>People of whom nothing is known for sure, each with a clause such as <c>whose calendar cannot be read</c>; they are asked, and their coverage too.</summary>
    public IReadOnlyDictionary<PersonId, string> Doubted { get; init; } = new Dictionary<PersonId, string>();

    /// <summary>Why a person cannot be asked at a moment, as a clause; null when they can.</summary>
    public string? WhyNot(PersonId person, DateTimeOffset now) =>
        Absences.FirstOrDefault(absence => absence.Person == person && absence.Covers(now)) is { } away ? $"is away ({away.Reason})" : Occupied.GetValueOrDefault(person);
}
