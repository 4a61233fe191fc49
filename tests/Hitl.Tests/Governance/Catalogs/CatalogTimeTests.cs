using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>Rotations, working hours, caps, majorities, several roles and extensions: refused with place and reason, and read as meant.</summary>
public sealed class CatalogTimeTests
{
    private const string Approver = "approver: { members: [ada, ben] }";
    private const string First = "- { name: first, role: approver, wait: 15m, reminders: [5m] }";
    private const string Hours = "hours: { zone: Europe/Berlin, from: \"09:00\", until: \"17:00\" }";

    [Theory]
    [InlineData("rotation: { members: [ada, dana], period: 7d, zone: Europe/Berlin, start: 2026-01-05 }", "catalog.unknown_name")]
    [InlineData("rotation: { members: [ada, ada], period: 7d, zone: Europe/Berlin, start: 2026-01-05 }", "catalog.duplicate")]
    [InlineData("rotation: { members: [ada], period: 7d, zone: Europe/Berlin, start: 2026-01-05 }", "catalog.range")]
    [InlineData("rotation: { members: [ada, ben], period: 12h, zone: Europe/Berlin, start: 2026-01-05 }", "duration.range")]
    [InlineData("rotation: { members: [ada, ben], period: 36h, zone: Europe/Berlin, start: 2026-01-05 }", "catalog.range")]
    [InlineData("rotation: { members: [ada, ben], period: 7d, zone: Europa/Berlin, start: 2026-01-05 }", "catalog.unknown_value")]
    [InlineData("rotation: { members: [ada, ben], period: 7d, zone: Europe/Berlin, start: 2026-01-05T09:00:00Z }", "catalog.range")]
    [InlineData("rotation: { members: [ada, ben], period: 7d, zone: Europe/Berlin, start: 2026-01-05, hands-over: \"24:00\" }", "catalog.range")]
    [InlineData("rotation: { members: [ada, ben], period: 7d, zone: Europe/Berlin }", "catalog.missing_key")]
    [InlineData("hours: { zone: CET/Nowhere, from: \"09:00\", until: \"17:00\" }", "catalog.unknown_value")]
    [InlineData("hours: { zone: Europe/Berlin, from: \"09:00\", until: \"17:00\", closed: [2026-12-25T00:00:00Z] }", "catalog.range")]
    [InlineData("hours: { zone: Europe/Berlin, from: 9am, until: \"17:00\" }", "catalog.wrong_type")]
    [InlineData("daily-cap: 0", "catalog.range")]
    public void A_mistake_in_a_role_is_refused_where_it_stands(string part, string code) =>
        Refused(SmallCatalog.With(Approver, $"approver: {{ members: [ada, ben], {part} }}"), code, 11);

    [Theory]
    [InlineData("- { name: first, wait: 15m }", "catalog.missing_key")]
    [InlineData("- { name: first, role: approver, roles: { approver: 1, ops: 1 }, wait: 15m }", "catalog.range")]
    [InlineData("- { name: first, roles: { approver: 1 }, wait: 15m }", "catalog.range")]
    [InlineData("- { name: first, roles: { approver: 1, opps: 1 }, wait: 15m }", "catalog.unknown_name")]
    [InlineData("- { name: first, roles: { approver: 1, ops: 1 }, quorum: 2, wait: 15m }", "catalog.range")]
    [InlineData("- { name: first, roles: { approver: 3, ops: 1 }, wait: 15m }", "catalog.quorum_impossible")]
    [InlineData("- { name: first, roles: { approver: 1, ops: 1 }, wait: 15m }", "catalog.quorum_impossible")]
    [InlineData("- { name: first, role: approver, decides: majority, wait: 15m }", "catalog.no_majority")]
    [InlineData("- { name: first, role: approver, decides: chance, wait: 15m }", "catalog.unknown_value")]
    [InlineData("- { name: first, role: approver, time: working, wait: 15m }", "catalog.no_hours")]
    [InlineData("- { name: first, role: approver, extend: { by: 5m, times: 11 }, wait: 15m }", "catalog.range")]
    [InlineData("- { name: first, role: approver, extend: { times: 1 }, wait: 15m }", "catalog.missing_key")]
    public void A_mistake_in_a_stage_is_refused_where_it_stands(string stage, string code) => Refused(SmallCatalog.With(First, stage), code, 34);

    [Fact]
    public void What_a_role_and_a_stage_say_is_read_as_meant()
    {
        var text = SmallCatalog.With(Approver, $"approver: {{ members: [ada, ben], daily-cap: 20, {Hours}, rotation: {{ members: [ben, ada], period: 7d, zone: Europe/Berlin, start: 2026-01-05 }} }}")
            .Replace(First, "- { name: first, role: approver, quorum: 2, decides: majority, time: working, extend: { by: 30m, times: 2 }, wait: 15m }", StringComparison.Ordinal)
            .Replace("owner: dana }", "owner: dana, at-most: { requests: 60, within: 1m } }", StringComparison.Ordinal);

        var catalog = Parsed(text);

        var role = catalog.Roles[new("approver")];
        var stage = catalog.Actions[new("refund")].Paths["people"].Stages[0];
        Assert.Equal((20, "Europe/Berlin", 5), (role.DailyCap, role.Hours!.Zone, role.Hours.Days.Count));
        Assert.Equal(("ben,ada", 7, new(9, 0), new DateOnly(2026, 1, 5)), (string.Join(',', role.Rotation!.Members), role.Rotation.PeriodDays, role.Rotation.HandsOverAt, role.Rotation.Start));
        Assert.True(stage is { ByMajority: true, InWorkingTime: true, Quorum: 2, Extension: { Times: 2 } });
        Assert.Equal(new FloodGuard(60, TimeSpan.FromMinutes(1)), catalog.Actors[new("bot")].AtMost);
    }

    [Fact]
    public void Several_roles_are_one_stage_whose_quorum_is_all_of_them()
    {
        var text = SmallCatalog.With("ops: { members: [dana] }", "ops: { members: [dana, ada] }").Replace(First, "- { name: first, roles: { approver: 1, ops: 1 }, wait: 15m }", StringComparison.Ordinal);

        var stage = Parsed(text).Actions[new("refund")].Paths["people"].Stages[0];

        Assert.Equal(("approver 1, ops 1", 2, "approver"), (string.Join(", ", stage.Shares!.Select(share => $"{share.Role} {share.Quorum}")), stage.Quorum, stage.Role.Value));
    }

    private static Catalog Parsed(string text)
    {
        var result = CatalogParser.Parse(text, "small.yaml");
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.Catalog!;
    }

    private static void Refused(string text, string code, int line)
    {
        var result = CatalogParser.Parse(text, "small.yaml");

        var error = Assert.Single(result.Errors.Where(error => error.Code == code).Take(1));
        Assert.Equal(("small.yaml", line), (error.File, error.Line));
        Assert.True(error.Column > 1);
    }
}
