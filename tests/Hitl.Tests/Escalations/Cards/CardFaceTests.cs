using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Cards;

/// <summary>When a card has buttons, and what it shows of what nobody said.</summary>
public sealed class CardFaceTests
{
    private static readonly CardFace Face = new()
    {
        Key = new(new(Case.Request, 1, 1), Case.Ada), Consent = Case.Consent, Digest = Case.Digest, Title = "Refund", Risk = "medium", Reversibility = "reversible",
        Agent = new(null, null, null), Rationale = "", Evidence = [], Why = "is a member", Asked = new(Case.Ada, null, "is a member"), AllAsked = [], Quorum = 2, Deadline = Case.Now,
        Decisions = [], State = RequestState.Deciding, StageStatus = StageStatus.Open,
    };

    [Fact]
    public void A_card_of_an_open_stage_is_open() => Assert.True(Face.IsOpen);

    [Fact]
    public void It_is_closed_by_the_persons_own_decision_and_by_nobody_elses()
    {
        Assert.False((Face with { Decisions = [Case.Decide(Case.Ben), Case.Decide(Case.Ada)] }).IsOpen);
        Assert.False((Face with { Decisions = [Case.Decide(Case.Ada, Verdict.Deny)] }).IsOpen);
        Assert.True((Face with { Decisions = [Case.Decide(Case.Ben)] }).IsOpen);
        Assert.True((Face with { Decisions = [Case.Decide(Case.Ada, ordinal: 2)] }).IsOpen);
    }

    [Fact]
    public void It_is_closed_with_its_stage_its_request_or_its_revision()
    {
        Assert.False((Face with { Superseded = "The request was changed." }).IsOpen);
        Assert.All(Enum.GetValues<StageStatus>(), status => Assert.Equal(status == StageStatus.Open, (Face with { StageStatus = status }).IsOpen));
        Assert.All(Enum.GetValues<RequestState>(), state => Assert.Equal(state == RequestState.Deciding, (Face with { State = state }).IsOpen));
    }

    [Fact]
    public void A_card_shows_nothing_that_nobody_said()
    {
        var face = Face with { };

        Assert.Empty(face.WouldDiffer);
        Assert.Empty(face.Shares);
        Assert.Empty(face.Labels);
        Assert.Empty(face.Names);
        Assert.Empty(face.Editable);
        Assert.Same(CardNotes.None, face.Notes);
        Assert.Equal((false, false, false), (face.ByMajority, face.IsShadow, face.IsSandbox));
    }

    [Fact]
    public void Notes_begin_empty()
    {
        var notes = new CardNotes();

        Assert.Empty(notes.Related);
        Assert.Empty(notes.FlaggedBy);
        Assert.Empty(notes.Questions);
        Assert.Equal(0, notes.Precedents.Total);
        Assert.Equal(notes.Precedents, CardNotes.None.Precedents);
    }

    [Fact]
    public void Precedents_are_counted_whatever_became_of_them() => Assert.Equal(7, new PrecedentCount(1, 2, 4).Total);
}
