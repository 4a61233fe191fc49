using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;

namespace Hitl.Tests.Governance.Versions;

/// <summary>The lines of a change where an action comes or goes, and where a value is too long to be shown whole.</summary>
public sealed class VersionLinesTests
{
    [Fact]
    public void Rules_of_an_action_that_comes_or_goes_are_new_or_gone_and_actions_are_told_by_name()
    {
        var without = Demo.Catalog with { Actions = Demo.Catalog.Actions.Where(action => action.Key.Value is not ("refund-and-restore" or "close-account")).ToDictionary() };
        string[] sentences =
        [
            "support-bot may close-account in retail, through email when people of path two-people agree (rule close-with-two).",
            "everyone may close-account in business never (rule never-for-business).",
            "support-bot may refund-and-restore up to 1000.00 USD, in business, retail when people of path two-people agree (rule refund-and-restore-with-two).",
        ];

        Assert.Equal(sentences.Select(sentence => "Gone: " + sentence), RuleChanges.Lines(Demo.Catalog, without));
        Assert.Equal(sentences.Select(sentence => "New: " + sentence), RuleChanges.Lines(without, Demo.Catalog));
        Assert.Empty(RuleChanges.Lines(Demo.Catalog, Demo.Catalog));
    }

    [Fact]
    public void What_the_system_adds_is_no_change_of_rules()
    {
        var undoing = ActionReversal.Of(new("refund"));
        var changed = Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition>(Demo.Catalog.Actions) { [undoing] = Demo.Catalog.Actions[undoing] with { Rules = [] } } };
        var without = Demo.Catalog with { Actions = Demo.Catalog.Actions.Where(action => action.Key != undoing).ToDictionary() };

        Assert.Empty(RuleChanges.Lines(Demo.Catalog, changed));
        Assert.Empty(RuleChanges.Lines(Demo.Catalog, without));
        Assert.Empty(RuleChanges.Lines(without, Demo.Catalog));
    }

    [Fact]
    public void A_rule_without_any_bound_is_one_short_sentence() =>
        Assert.Equal("everyone may refund alone (rule r)", RuleWords.Sentence(Demo.Catalog.Actions[new("refund")], new() { Id = "r", Effect = "allow" }));

    [Theory]
    [InlineData("loses \"chidi\"", "[ben, emil]")]
    [InlineData("gains \"farah\"", "[ben, chidi, emil, farah]")]
    [InlineData("gains \"farah\", \"gus\" and loses \"ben\", \"chidi\"", "[emil, farah, gus]")]
    [InlineData("is now in the order \"emil\", \"chidi\", \"ben\"", "[emil, chidi, ben]")]
    public void A_list_says_what_it_gains_and_loses_and_otherwise_its_order(string expected, string members) =>
        Assert.Equal([$"role senior-approver: members {expected}."], Lines(Demo.Text.Replace("members: [ben, chidi, emil]", $"members: {members}", StringComparison.Ordinal)));

    [Fact]
    public void A_catalog_whose_text_cannot_be_read_is_new_or_gone_part_by_part()
    {
        var none = Demo.Catalog with { Source = "[" };

        Assert.Contains("catalog: is new: demo.", CanonicalChanges.Lines(none, Demo.Catalog));
        Assert.Contains("catalog: is gone, was demo.", CanonicalChanges.Lines(Demo.Catalog, none));
        Assert.Empty(CanonicalChanges.Lines(none, none));
    }

    [Fact]
    public void What_is_new_is_named_in_the_singular()
    {
        Assert.Equal(["person zoe is new: {\"name\":\"Zoe\"}."], Lines(Demo.Text.Replace("\npeople:\n", "\npeople:\n  zoe: { name: Zoe }\n", StringComparison.Ordinal)));
        Assert.Equal(["role desk is new: {\"members\":[\"gus\"]}."], Lines(Demo.Text.Replace("\nroles:\n", "\nroles:\n  desk: { members: [gus] }\n", StringComparison.Ordinal)));
        Assert.Equal(["sampling-seed: is new: golden."], Lines(Demo.Text.Replace("catalog: demo\n", "catalog: demo\nsampling-seed: golden\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(50, "\"")]
    [InlineData(51, "…")]
    public void A_long_value_is_cut_and_shows_that_it_was(int length, string end)
    {
        var (one, two, three) = (new string('a', 50), new string('b', 50), new string('c', length));

        var line = Assert.Single(Lines(Demo.Text.Replace("channels: [chat, email, phone]", $"channels: [chat, email, phone, {one}, {two}, {three}]", StringComparison.Ordinal)));

        Assert.Equal($"channels: gains \"{one}\", \"{two}\", \"{three[..50]}{end}.", line);
    }

    private static IReadOnlyList<string> Lines(string text) => CatalogDiff.Of(Demo.Catalog, Demo.Parse(text)).Lines;
}
