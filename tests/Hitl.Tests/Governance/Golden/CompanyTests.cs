using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Governance.Drills;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Intake;
using Hitl.Governance.Reviews;
using Hitl.Governance.Scope;
using Hitl.Governance.Simulation;
using Hitl.Governance.Versions;

namespace Hitl.Tests.Governance.Golden;

/// <summary>One catalog that uses every part of the language, read, listed, tried at every bound, changed and reviewed; what people would read is kept as files.</summary>
public sealed class CompanyTests
{
    [Fact]
    public void A_catalog_is_read_as_it_is_written()
    {
        var catalog = Demo.Parse(Golden.CompanyText);

        // What was written is not repeated; its zone data would be another one on another machine.
        Golden.Holds("read", string.Join('\n', Dump.Of(catalog).Split('\n').Where(line => !line.StartsWith("Source: ", StringComparison.Ordinal) && !line.Contains("LocalZone", StringComparison.Ordinal))));
    }

    [Fact]
    public void Its_canonical_form_is_written_from_its_values_alone()
    {
        var form = JsonNode.Parse(CatalogParser.CanonicalForm([new("company.yaml", Golden.CompanyText)])!)!;

        Golden.Holds("canonical", form.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
    }

    [Fact]
    public void The_scope_is_listed_row_by_row()
    {
        var text = new StringBuilder();
        foreach (var filter in new ScopeFilter[]
        {
            new(null, null, null), new(new("logistics-bot"), null, null), new(null, new("repack"), null), new(null, new("refund"), new(60_00, "USD")), new(new("warehouse-sync"), new("repack"), new(5_000, "KWD")),
            new(null, new("repack"), new(9_99, "USD")), new(null, new("repack"), new(10_00, "EUR")),
        })
        {
            text.Append($"== {filter.Actor?.Value ?? "every actor"}, {filter.Action?.Value ?? "every action"}, {filter.Amount?.ToString() ?? "every amount"}\n");
            foreach (var row in ScopeList.Of(Golden.Company, filter))
                text.Append($"{row.Actor} | {row.Action} | {row.Rule} | {row.Effect} | {row.Amounts} | {string.Join("; ", row.Bounds)} | {row.People} | {string.Join("; ", row.Limits)} | {row.Risk} | {row.Reversibility}\n");
        }

        Golden.Holds("scope", text.ToString());
    }

    [Fact]
    public void At_every_bound_it_decides_and_explains_as_agreed()
    {
        var text = new StringBuilder();
        foreach (var request in BoundarySet.Of(Golden.Company).Where(request => request.Action.Value is "repack" or "refund" or "correct-invoice" or "close-account" or "goodwill-points" && request.Actor.Value is "support-bot" or "warehouse-sync" or "billing-bot"))
        {
            var evaluation = CatalogEvaluator.Evaluate(Golden.Company, request);
            var decided = CatalogIndex.Of(Golden.Company).Decide(request, out var rule);
            text.Append($"{Words(request)}\n  {decided} by {rule?.Id ?? "no rule"}; {evaluation.Explanation.Sentence}\n");
            foreach (var clause in evaluation.Explanation.WouldDiffer) text.Append($"  {clause}\n");
        }

        Golden.Holds("boundaries", text.ToString());
    }

    [Fact]
    public void What_people_are_asked_to_agree_to_is_whole()
    {
        var text = new StringBuilder();
        foreach (var request in BoundarySet.Of(Golden.Company).DistinctBy(request => request.Action))
        {
            var evaluation = CatalogEvaluator.Evaluate(Golden.Company, request, new([], []) { Guards = [new("plan-now", "plus", "read"), new("mail-now", null, "it did not answer")] });
            text.Append($"== {Words(request)}\n{Dump.Of(evaluation with { AskedAt = null })}");
        }

        Golden.Holds("consents", text.Replace(Golden.Company.Digest, "(digest)").ToString());
    }

    [Fact]
    public void A_drill_sends_what_the_catalog_says_or_the_least_it_can()
    {
        var text = new StringBuilder();
        foreach (var action in DrillPlanner.Procedures(Golden.Company))
            text.Append($"== {action.Name} by {DrillPlanner.RoleOf(action)?.Value ?? "nobody"}\n{Dump.Of(DrillPlanner.Steps(Golden.Company, action, new("00112233-4455-6677-8899-aabbccddeeff")))}");

        Golden.Holds("drills", text.ToString());
    }

    [Fact]
    public void An_agent_is_told_what_it_may_ask_for_and_how()
    {
        var text = new StringBuilder();
        foreach (var actor in Golden.Company.Actors.Keys.OrderBy(actor => actor.Value, StringComparer.Ordinal))
        {
            foreach (var action in ActionJsonSchema.AskableBy(Golden.Company, actor))
                text.Append($"== {actor} {action.Name}\n{ActionJsonSchema.Describe(Golden.Company, actor, action)}\n{ActionJsonSchema.Of(Golden.Company, actor, action).ToJsonString()}\n");
        }

        Golden.Holds("tools", text.ToString());
    }

    [Fact]
    public void Who_is_asked_and_where_nobody_is_left_is_proved_for_eight_weeks()
    {
        var report = CoverageProof.Run(Golden.Company, new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero), 56);

        Golden.Holds("coverage", Dump.Of(report));
    }

    [Fact]
    public void A_review_names_what_is_unused_shadowed_overlapping_or_larger_than_its_use()
    {
        const string More = """
                  - { id: again-alone, effect: allow, actors: [accounts-bot], segments: [vip], channels: [portal], consents: [customer-asked, identity-verified] }
                  - { id: by-mail, effect: ask, actors: [support-bot], channels: [email, chat], path: accounts }
                  - { id: by-chat, effect: ask, actors: [support-bot], channels: [chat, phone], path: accounts }
                  - { id: never-by-mail, effect: deny, channels: [email] }
                  - { id: mail-alone, effect: allow, channels: [email], consents: [customer-asked] }
            """;
        const string Place = "      - { id: others-with-consent, effect: ask,";
        var catalog = Demo.Parse(Golden.With(Place, More + "\n" + Place));
        RuleUse[] uses =
        [
            new(new("refund"), "small-refunds-alone", new("support-bot"), "USD", 12, 24_99), new(new("refund"), "small-refunds-alone", new("support-bot"), "EUR", 3, 22_50),
            new(new("refund"), "small-refunds-alone", new("support-bot"), "GBP", 3, 1), new(new("refund"), "refunds-with-consent", new("billing-bot"), null, 9, 0),
            new(new("reroute-parcel"), "never-by-phone", new("logistics-bot"), null, 2, 0), new(new("repack"), "b-large-never", new("logistics-bot"), "USD", 2, 1_00),
        ];

        Golden.Holds("review", string.Concat(CatalogReview.Of(catalog, uses).Select(finding => $"{finding.Kind} {finding.Action} {finding.Rule}: {finding.Text}\n")));
    }

    [Fact]
    public void Every_kind_of_change_has_its_words()
    {
        (string Place, string Instead)[] changes =
        [
            ("amounts: [{ to: 50.00 USD }, { to: 45.00 EUR }, { to: 7000 JPY }]", "amounts: [{ to: 75.00 USD }, { to: 40.00 EUR }]"), ("channels: [chat, portal]", "channels: [chat]"),
            ("{ id: never-by-phone, effect: deny, channels: [phone] }", "{ id: never-by-mail, effect: deny, channels: [email] }"), ("effect: deny, actors: [billing-bot]", "effect: deny, actors: [billing-bot, support-bot]"),
            ("        agent-versions: [\"1.0\", \"1.1\"]\n", ""), ("days: [mon, wed]", "days: [mon, thu]"), ("where: { items: [BOX-1, BOX-2], size: [small] }", "where: { items: [BOX-1, BOX-3] }"),
            ("effect: ask, actors: [warehouse-sync], channels: [portal, email], path: small", "effect: ask, actors: [warehouse-sync], channels: [portal, email], path: both"),
            ("effect: ask, actors: [warehouse-sync], channels: [portal, email], path: small", "effect: deny, actors: [warehouse-sync], channels: [portal, email]"),
            ("evidence: [photo, tracking]", "evidence: [photo]"), ("except: { items: [BOX-9] }", "except: { items: [BOX-8, BOX-9] }"), ("values: [GLASS-1, GLASS-2]", "values: [GLASS-1]"),
            ("  night-desk:\n    members: [farah]\n    coverage:\n      farah: [ben]\n", "  night-desk:\n    members: [farah, ben]\n"), ("senior-approver: { members: [ben, chidi, emil] }", "senior-approver: { members: [emil, chidi, ben] }"),
            ("title: Pack an order again", "title: " + new string('a', 110)), ("  hana-night: { name: Hana at night, same-as: [hana] }\n", ""), ("sampling-seed: golden\n", ""), ("sampling-seed: golden", "sampling-seed: silver"),
            ("  points-week: { actions: [goodwill-points], per: [customer], period: 7d, count: 2, over: refuse }\n", ""), ("at-most: { requests: 120, within: 1m }", "at-most: { requests: 60, within: 1m }"),
            ("environment: sandbox", "environment: sandbox\n"), ("effect: ask, actors: [warehouse-sync], channels", "effect: ask, channels"), ("enabled: false", "enabled: true"), ("gap: small", "gap: refuse"),
            ("people:\n", "people:\n  ivo: { name: Ivo }\n"), ("limits:\n", "limits:\n  each-week: { period: 7d, count: 9, over: refuse, per: [actor] }\n"), ("channels: [chat, email, phone, portal]", "channels: [chat, email, phone, portal, fax]"),
        ];
        var text = new StringBuilder();

        foreach (var (place, instead) in changes)
        {
            var diff = CatalogDiff.Of(Golden.Company, Demo.Parse(Golden.With(place, instead)));
            text.Append($"== {place.ReplaceLineEndings(" ")} -> {instead.ReplaceLineEndings(" ")}\n");
            foreach (var gain in diff.Gains) text.Append($"gains: {gain}\n");
            foreach (var loss in diff.Loses) text.Append($"loses: {loss}\n");
            foreach (var line in diff.Lines) text.Append($"line: {line}\n");
        }

        Golden.Holds("changes", text.ToString());
    }

    [Fact]
    public void A_simulation_reports_gains_first_then_by_number_with_sums_and_examples()
    {
        var after = Demo.Parse(Golden.With("amounts: [{ to: 50.00 USD }, { to: 45.00 EUR }, { to: 7000 JPY }]", "amounts: [{ to: 30.00 USD }, { to: 90.00 EUR }]").Replace("{ to: 15.00 USD }", "{ to: 40.00 USD }", StringComparison.Ordinal));
        var simulation = new CatalogSimulation(Golden.Company, after);

        foreach (var request in BoundarySet.Of(Golden.Company).Concat(BoundarySet.Of(after)).Select((request, n) => request with { Id = new($"req_{n}") })) simulation.Add(request, isExample: request.Channel != "email");

        var report = simulation.Report();
        Golden.Holds("simulation", $"{report.Changed} of {report.Decided}\n{Dump.Of(report.Changes)}");
    }

    private static string Words(ActionRequest request) =>
        $"{request.Action} by {request.Actor} {request.Agent.Version} for {request.Amount?.ToString() ?? "nothing"}, {request.Customer.Segment}, {request.Channel}, {request.ReceivedAt:yyyy-MM-dd HH:mm}, "
        + $"{request.Parameters.ToJson().ToJsonString()}, evidence {string.Join(" ", request.Evidence)}, consents {string.Join(" ", request.Consents)}";
}
