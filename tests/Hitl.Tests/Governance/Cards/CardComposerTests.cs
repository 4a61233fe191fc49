using System.Text;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Tests.Governance.Golden;

namespace Hitl.Tests.Governance.Cards;

/// <summary>A card shows what is stored, all of it, and offers only what can be done.</summary>
public sealed class CardComposerTests
{
    private static readonly PersonId Ben = new("ben");
    private static readonly RequestId Other = new("req_01h0000000000000000000000b");

    [Fact]
    public async Task A_card_shows_everything_that_is_known()
    {
        var shelf = new CardShelf();
        shelf.Decided.Add(new() { Stage = shelf.Stage!.Key, Person = new("farah"), Verdict = Verdict.Approve, Reason = "Seen.", Door = Door.Slack, Digest = shelf.Stored!.Digest!, At = Demo.Now.AddMinutes(1) });
        shelf.Notes = new() { Precedents = new(3, 1, 0), Claim = new(Ben, Demo.Now.AddMinutes(9)), FlaggedBy = [new("farah")] };
        var repack = new CardShelf();
        repack.Stored = repack.Evaluated(Demo.Request("repack", """{"items":["BOX-1"],"boxes":2,"size":"small"}""") with
        {
            Id = repack.Stored!.Request.Id, Actor = new("warehouse-sync"), Channel = "email", Amount = new(20_00, "USD"), CatalogDigest = repack.Pinned!.Digest,
        });
        repack.Stage = new(repack.Stage!.Key, repack.Pinned.Actions[new("repack")].Paths["both"].Stages[1], StageStatus.Approved, [new(Ben, null, "is asked")], Demo.Now, Demo.Now.AddMinutes(3)) { DueAt = Demo.Now.AddHours(30) };
        var text = new StringBuilder();

        foreach (var one in new[] { shelf, repack })
        {
            var card = (await one.ComposeAsync())!;
            Assert.Same(one.Stored!.Evaluation!.Explanation, card.Face.Explanation);
            text.Append($"== {card.Request.Request.Action} to {card.SurfaceUser}\n{Dump.Of(card.Face with { Explanation = null, Token = card.Face.Token is null ? null : "(token)" })}");
        }

        Golden.Golden.Holds("cards", text.Replace(shelf.Pinned!.Digest, "(catalog)").Replace(shelf.Stored.Digest!, "(digest)").Replace(repack.Stored.Digest!, "(digest)").ToString());
    }

    [Fact]
    public async Task Where_there_is_nothing_to_show_there_is_no_card()
    {
        Assert.Null(await Without(shelf => shelf.Stored = null));
        Assert.Null(await Without(shelf => shelf.Stage = null));
        Assert.Null(await Without(shelf => shelf.Stored = shelf.Stored! with { Evaluation = null }));
        Assert.Null(await Without(shelf => shelf.Stored = shelf.Stored! with { Evaluation = shelf.Stored.Evaluation! with { Consent = null } }));
        Assert.Null(await Without(shelf => shelf.Stored = shelf.Stored! with { Digest = null }));
        Assert.Null(await Without(shelf => shelf.Stored = shelf.Stored! with { Evaluation = shelf.Stored.Evaluation! with { Consent = null, Shadow = new("The action is in shadow.", null) } }));
        Assert.NotNull(await Without(_ => { }));
    }

    [Fact]
    public async Task Nobody_sees_a_card_who_was_not_asked()
    {
        var shelf = new CardShelf();

        Assert.Null(await shelf.ComposeAsync(shelf.Key with { Person = new("ada") }));
        Assert.Equal("is asked", (await shelf.FaceAsync(shelf.Key with { Person = new("farah") })).Asked.Why);
    }

    [Fact]
    public async Task A_card_whose_catalog_is_not_stored_is_not_made_from_another_one()
    {
        var shelf = new CardShelf { Pinned = null };

        await Assert.ThrowsAsync<InvalidOperationException>(() => shelf.ComposeAsync());
    }

    [Fact]
    public async Task Words_come_from_the_catalog_of_the_request_and_people_from_the_one_in_force()
    {
        var shelf = new CardShelf();
        shelf.Live = Demo.Parse(Golden.Golden.With("ben: { name: Ben Ruiz, slack: U0BEN }", "ben: { name: Ben Ruiz-Okafor }").Replace("title: Refund a payment\n", "title: Pay back\n", StringComparison.Ordinal).Replace("label: Payment", "label: Charge", StringComparison.Ordinal))
            with { IsSandbox = false };

        var card = (await shelf.ComposeAsync())!;

        Assert.Equal(("Refund a payment", "Payment", "Ben Ruiz-Okafor", true, null), (card.Face.Title, card.Face.Labels["charge"], card.Face.Names[Ben], card.Face.IsSandbox, card.SurfaceUser));
    }

    [Fact]
    public async Task While_no_catalog_is_in_force_people_are_named_as_the_request_knew_them()
    {
        var shelf = new CardShelf { Live = null };

        var card = (await shelf.ComposeAsync())!;

        Assert.Equal(("Ben Ruiz", "U0BEN"), (card.Face.Names[Ben], card.SurfaceUser));
    }

    [Fact]
    public async Task Somebody_the_catalog_in_force_does_not_name_has_no_address()
    {
        var shelf = new CardShelf();
        shelf.Live = shelf.Pinned! with { People = shelf.Pinned.People.Where(person => person.Key != Ben).ToDictionary() };

        Assert.Null((await shelf.ComposeAsync())!.SurfaceUser);
    }

    [Fact]
    public async Task An_action_the_catalog_does_not_describe_is_shown_by_its_name()
    {
        var shelf = new CardShelf();
        shelf.Pinned = shelf.Pinned! with { Actions = new Dictionary<ActionName, ActionDefinition>() };

        var face = await shelf.FaceAsync();

        Assert.Equal(("refund", "reversible-until"), (face.Title, face.Reversibility));
        Assert.Empty(face.Labels);
        Assert.Empty(face.Editable);
    }

    [Theory]
    [InlineData(14 * 24, "reversible-until, for 14 days")]
    [InlineData(36, "reversible-until, for 1.5 days")]
    [InlineData(24, "reversible-until, for 1 day")]
    [InlineData(1, "reversible-until, for 1 hour")]
    [InlineData(23.5, "reversible-until, for 23.5 hours")]
    [InlineData(0, "reversible-until")]
    public async Task How_long_it_can_be_undone_stands_in_days_or_hours(double hours, string expected)
    {
        var shelf = new CardShelf();
        shelf.Pinned = With(shelf.Pinned!, action => action with { ReversibleFor = hours == 0 ? null : TimeSpan.FromHours(hours) });

        Assert.Equal(expected, (await shelf.FaceAsync()).Reversibility);
    }

    [Theory]
    [InlineData(null, 0, null)]
    [InlineData(2, 0, 10)]
    [InlineData(2, 1, 10)]
    [InlineData(2, 2, null)]
    [InlineData(2, 3, null)]
    public async Task A_stage_can_be_extended_as_often_as_the_catalog_says(int? times, int extended, int? minutes)
    {
        var shelf = new CardShelf();
        shelf.Stage = shelf.Stage! with { Definition = shelf.Stage.Definition with { Extension = times is { } most ? new(TimeSpan.FromMinutes(10), most) : null }, Extended = extended };

        Assert.Equal(minutes, (await shelf.FaceAsync()).Extendable?.TotalMinutes);
    }

    [Fact]
    public async Task Only_what_was_sent_and_may_be_narrowed_is_offered_to_be()
    {
        var shelf = new CardShelf();
        shelf.Pinned = With(shelf.Pinned!, action => action with
        {
            Parameters = action.Parameters.ToDictionary(pair => pair.Key, pair => pair.Value with { Editable = pair.Key == "sku" }).Append(new("note", action.Parameters["sku"] with { Name = "note", Editable = true })).ToDictionary(),
        });

        Assert.Equal(["sku"], (await shelf.FaceAsync()).Editable);
    }

    [Fact]
    public async Task A_card_whose_button_can_be_pressed_carries_a_token_for_exactly_what_it_shows()
    {
        var shelf = new CardShelf();

        var token = CardToken.Read((await shelf.FaceAsync()).Token, Escalations.Case.Keys);

        Assert.Equal(new CardToken(shelf.Stage!.Key, shelf.Stored!.Digest![..CardToken.DigestLength], new(shelf.Stored.Evaluation!.Consent!.ExpiresAt.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero)), token);
    }

    [Fact]
    public async Task A_card_nobody_can_decide_carries_no_token()
    {
        Assert.Null((await Without(shelf => shelf.Stage = shelf.Stage! with { Status = StageStatus.Approved }))!.Token);
        Assert.Null((await Without(shelf => shelf.Stored = shelf.Stored! with { State = RequestState.Withdrawn }))!.Token);
        Assert.Null((await Without(shelf => shelf.Narrow(300_00, Ben)))!.Token);
        // The request was read before its next revision began, the stage after.
        Assert.Null((await Without(shelf => shelf.Stage = shelf.Stage! with { Key = shelf.Stage.Key with { Revision = 2 } }))!.Token);
        Assert.NotNull((await Without(_ => { }))!.Token);
    }

    [Fact]
    public async Task What_is_in_shadow_is_shown_under_a_digest_of_its_own_and_cannot_be_pressed()
    {
        var shelf = new CardShelf();
        var consent = shelf.Stored!.Evaluation!.Consent! with { Channel = "portal" };
        shelf.Stored = shelf.Stored with { Digest = null, Evaluation = shelf.Stored.Evaluation with { Consent = null, Shadow = new("The action is in shadow.", consent) } };

        var face = await shelf.FaceAsync();

        Assert.Equal((true, ConsentDigest.Of(consent), null, "portal"), (face.IsShadow, face.Digest, face.Token, face.Consent.Channel));
    }

    [Fact]
    public async Task A_card_of_an_earlier_revision_shows_what_it_was_and_who_narrowed_it()
    {
        var shelf = new CardShelf();
        var first = shelf.Stored!;
        shelf.Narrow(300_00, new("farah"));
        shelf.Narrow(200_00, Ben);

        var face = await shelf.FaceAsync();

        Assert.Equal((420_00, first.Digest, "Farah Haddad narrowed it; revision 3 has a card of its own."), (face.Consent.Amount!.Minor, face.Digest, face.Superseded));
        Assert.False(face.IsOpen);
    }

    [Fact]
    public async Task A_card_of_an_earlier_revision_says_so_however_little_is_known_of_it()
    {
        Assert.Equal("zoe narrowed it; revision 2 has a card of its own.", (await Without(shelf => shelf.Narrow(300_00, new("zoe"))))!.Superseded);
        Assert.Equal("It is asked afresh as revision 2.", (await Without(shelf => shelf.Narrow(300_00, null)))!.Superseded);
        Assert.Equal("It is asked afresh as revision 2.", (await Without(shelf =>
        {
            shelf.Narrow(300_00, Ben);
            shelf.Past.Clear();
        }))!.Superseded);
        Assert.Null((await Without(_ => { }))!.Superseded);
    }

    [Fact]
    public async Task What_the_agent_had_proposed_stands_only_on_the_cards_after_it_and_only_if_it_was_something_else()
    {
        var shelf = new CardShelf();
        var proposed = shelf.Stored!.Request;
        shelf.Narrow(300_00, Ben);
        shelf.Stage = shelf.Stage! with { Key = shelf.Stage.Key with { Revision = 2 } };
        async Task<ActionRequest?> ShownAsync(ActionRequest? before)
        {
            shelf.Notes = new() { Proposed = before, EditedBy = Ben, FlaggedBy = [Ben] };
            var notes = (await shelf.FaceAsync()).Notes;
            Assert.Equal(notes.Proposed is null, notes.EditedBy is null);
            Assert.Equal([Ben], notes.FlaggedBy);
            return notes.Proposed;
        }

        Assert.Equal(proposed, await ShownAsync(proposed));
        Assert.NotNull(await ShownAsync(proposed with { Amount = new(300_00, "USD"), Parameters = ActionParameters.Parse("""{"charge":"ch_1"}""") }));
        Assert.Null(await ShownAsync(proposed with { Amount = new(300_00, "USD") }));
        Assert.Null(await ShownAsync(proposed with { Revision = 2 }));
        Assert.Null(await ShownAsync(null));
    }

    [Fact]
    public async Task What_was_executed_may_be_undone_by_whoever_has_the_authority_while_there_is_time()
    {
        var until = Demo.Now.AddDays(14);

        Assert.Equal(new UndoOffer(until), (await Executed())!.Undo);
        Assert.Equal(new UndoOffer(until), (await Executed(shelf => shelf.Clock.Now = until.AddTicks(-1)))!.Undo);
        Assert.Null((await Executed(shelf => shelf.Clock.Now = until))!.Undo);
        Assert.Equal(new UndoOffer(null), (await Executed(shelf => shelf.Live = With(shelf.Live!, action => action with { ReversibleFor = null })))!.Undo);
        Assert.Null((await Executed(shelf => shelf.Live = With(shelf.Live!, action => action with { Reversal = new([new("finance-lead")], null) })))!.Undo);
    }

    [Fact]
    public async Task Without_a_clock_of_its_own_it_goes_by_the_machines()
    {
        var shelf = Undoable();
        shelf.Stored = shelf.Stored! with { StateSince = DateTimeOffset.MaxValue.AddDays(-20) };

        var card = await new Hitl.Governance.Cards.CardComposer(shelf, shelf, shelf, shelf, Escalations.Case.Keys, shelf).ComposeAsync(shelf.Key, TestContext.Current.CancellationToken);

        Assert.NotNull(card!.Face.Undo);
    }

    [Fact]
    public async Task What_was_not_executed_or_cannot_be_undone_offers_no_undoing()
    {
        Assert.Null((await Executed(shelf => shelf.Stored = shelf.Stored! with { State = RequestState.Executing }))!.Undo);
        Assert.Null((await Executed(shelf => shelf.Live = shelf.Live! with { Actions = shelf.Live.Actions.Where(pair => pair.Key.Value != "refund").ToDictionary() }))!.Undo);
        Assert.Null((await Executed(shelf => shelf.Live = shelf.Live! with { Actions = shelf.Live.Actions.Where(pair => pair.Key.Value != "refund.reverse").ToDictionary() }))!.Undo);
        var shelf = Undoable();
        Assert.Null((await shelf.ComposeAsync(canUndo: false))!.Face.Undo);
    }

    [Fact]
    public async Task What_is_being_undone_names_the_request_that_does_it_unless_that_failed()
    {
        var undone = (await Executed(shelf => shelf.Undoing = new(Other, RequestState.Executing)))!;
        Assert.Equal((Other.Value, null), (undone.UndoneBy, undone.Undo));

        var failed = (await Executed(shelf => shelf.Undoing = new(Other, RequestState.Denied)))!;
        Assert.Equal((null, new UndoOffer(Demo.Now.AddDays(14))), (failed.UndoneBy, failed.Undo));
    }

    private static async Task<CardFace?> Without(Action<CardShelf> change)
    {
        var shelf = new CardShelf();
        var key = shelf.Key;
        change(shelf);
        return (await shelf.ComposeAsync(shelf.Stage is null ? key : shelf.Key))?.Face;
    }

    private static Task<CardFace?> Executed(Action<CardShelf>? change = null) => ComposedAsync(Undoable(), change);

    private static async Task<CardFace?> ComposedAsync(CardShelf shelf, Action<CardShelf>? change)
    {
        change?.Invoke(shelf);
        return (await shelf.ComposeAsync())?.Face;
    }

    // Ben is a senior approver, and those may have it undone.
    private static CardShelf Undoable()
    {
        var shelf = new CardShelf();
        shelf.Stored = shelf.Stored! with { State = RequestState.Executed };
        shelf.Stage = shelf.Stage! with { Asked = [new(Ben, null, "is asked")], Status = StageStatus.Approved };
        shelf.Live = With(shelf.Live!, action => action with { Reversal = new([new("senior-approver")], null) });
        return shelf;
    }

    private static Catalog With(Catalog catalog, Func<ActionDefinition, ActionDefinition> change) => catalog with
    {
        Actions = new Dictionary<ActionName, ActionDefinition>(catalog.Actions) { [new("refund")] = change(catalog.Actions[new("refund")]) },
    };
}
