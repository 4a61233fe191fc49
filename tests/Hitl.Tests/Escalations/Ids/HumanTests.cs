using Hitl.Escalations.Ids;

namespace Hitl.Tests.Escalations.Ids;

public sealed class HumanTests
{
    private static readonly IdentityGraph Graph = new([KeyValuePair.Create(new PersonId("zoe"), (IReadOnlyList<PersonId>)[new("yan"), new("max")])]);

    [Fact]
    public void A_human_is_named_by_the_first_of_their_ids()
    {
        Assert.Equal(new("max"), Graph.Human(new("zoe")));
        Assert.Equal(new("max"), Graph.Human(new("max")));
        Assert.Equal(new("ada"), Graph.Human(new("ada")));
    }

    [Fact]
    public void Somebody_is_among_people_under_any_of_their_ids()
    {
        Assert.True(Graph.IsAmong(new("zoe"), [new("ada"), new("yan")]));
        Assert.False(Graph.IsAmong(new("ada"), [new("zoe"), new("yan")]));
        Assert.False(Graph.IsAmong(new("zoe"), []));
    }

    [Fact]
    public void Where_nobody_is_linked_everybody_is_only_themselves()
    {
        Assert.Equal([Case.Ada], IdentityGraph.None.Everyone(Case.Ada));
        Assert.False(IdentityGraph.None.AreSame(Case.Ada, Case.Ben));
        Assert.True(IdentityGraph.None.AreSame(Case.Ada, Case.Ada));
    }
}
