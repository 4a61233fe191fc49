namespace Hitl.Escalations.Ids;

/// <summary>Which ids belong to one human. Links work in both directions and through each other, so no order of entries hides a link.</summary>
public sealed class IdentityGraph
{
    private readonly Dictionary<PersonId, PersonId[]> _groups = [];

    /// <summary>Groups the ids.</summary>
    /// <param name="links">Each id with other ids of the same human; ids without links may be left out.</param>
    public IdentityGraph(IEnumerable<KeyValuePair<PersonId, IReadOnlyList<PersonId>>> links)
    {
        var neighbours = new Dictionary<PersonId, HashSet<PersonId>>();
        foreach (var (person, others) in links)
        {
            foreach (var other in others)
            {
                Neighbours(neighbours, person).Add(other);
                Neighbours(neighbours, other).Add(person);
            }
        }

        foreach (var person in neighbours.Keys.Where(p => !_groups.ContainsKey(p))) Collect(neighbours, person);
    }

    /// <summary>Nobody has a second id.</summary>
    public static IdentityGraph None { get; } = new([]);

    /// <summary>Every id of the human behind this one, itself included, in ordinal order.</summary>
    public IReadOnlyList<PersonId> Everyone(PersonId person) => _groups.TryGetValue(person, out var group) ? group : [person];

    /// <summary>One id for the human behind this one: equal for two ids exactly when they are the same human.</summary>
    public PersonId Human(PersonId person) => _groups.TryGetValue(person, out var group) ? group[0] : person;

    /// <summary>Tells whether two ids are one human.</summary>
    public bool AreSame(PersonId one, PersonId other) => Human(one) == Human(other);

    /// <summary>Tells whether the human behind this id is among the people, under whatever id.</summary>
    public bool IsAmong(PersonId person, IEnumerable<PersonId> people) => people.Any(p => AreSame(p, person));

    private static HashSet<PersonId> Neighbours(Dictionary<PersonId, HashSet<PersonId>> neighbours, PersonId person)
    {
        if (!neighbours.TryGetValue(person, out var set)) neighbours[person] = set = [];
        return set;
    }

    private void Collect(Dictionary<PersonId, HashSet<PersonId>> neighbours, PersonId start)
    {
        var found = new HashSet<PersonId> { start };
        var open = new Queue<PersonId>([start]);
        while (open.TryDequeue(out var person))
        {
            foreach (var next in neighbours[person].Where(found.Add)) open.Enqueue(next);
        }

        PersonId[] group = [.. found.OrderBy(p => p.Value, StringComparer.Ordinal)];
        foreach (var person in group) _groups[person] = group;
    }
}
