using Hitl.Escalations.Ids;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Ids;

public sealed class IdentityGraphTests
{
    [Fact]
    public void Links_work_in_both_directions_and_through_each_other()
    {
        var graph = Graph(("a", "b"), ("c", "b"), ("d", "e"));

        Assert.Equal([new("a"), new("b"), new PersonId("c")], graph.Everyone(new("c")));
        Assert.True(graph.AreSame(new("a"), new("c")));
        Assert.False(graph.AreSame(new("a"), new("d")));
        Assert.Equal([new PersonId("z")], graph.Everyone(new("z")));
    }

    [Fact]
    public void Any_two_ids_are_one_human_exactly_when_a_walk_connects_them()
    {
        var random = new Random(3);
        for (var round = 0; round < Effort.Of(500); round++)
        {
            var ids = Enumerable.Range(0, 8).Select(n => $"p{n}").ToArray();
            var links = Enumerable.Range(0, random.Next(8)).Select(_ => (ids[random.Next(8)], ids[random.Next(8)])).ToArray();
            var graph = Graph(links);

            foreach (var one in ids)
                foreach (var other in ids)
                    Assert.Equal(Connected(links, one, other), graph.AreSame(new(one), new(other)));
        }
    }

    private static bool Connected((string A, string B)[] links, string from, string to)
    {
        var reached = new HashSet<string> { from };
        while (links.Any(l => reached.Contains(l.A) != reached.Contains(l.B)))
            foreach (var (a, b) in links.Where(l => reached.Contains(l.A) || reached.Contains(l.B))) reached.UnionWith([a, b]);
        return reached.Contains(to);
    }

    private static IdentityGraph Graph(params (string A, string B)[] links) =>
        new(links.Select(l => KeyValuePair.Create(new PersonId(l.A), (IReadOnlyList<PersonId>)[new PersonId(l.B)])));
}
