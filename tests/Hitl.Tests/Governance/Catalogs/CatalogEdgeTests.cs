using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>Files, lists, owners and windows at their edges.</summary>
public sealed class CatalogEdgeTests
{
    [Fact]
    public void As_much_as_is_taken_is_read_and_one_more_character_or_file_is_not()
    {
        var files = Enumerable.Range(0, CatalogParser.MostFiles).Select(n => new CatalogFile($"{n}.txt", "x")).Skip(1).Prepend(new("a.yaml", SmallCatalog.Text)).ToArray();
        var longest = new string('#', CatalogParser.MaxCharacters);
        CatalogFile[] whole = [.. Enumerable.Range(0, CatalogParser.MaxTotalCharacters / CatalogParser.MaxCharacters).Select(n => new CatalogFile($"{n}.yaml", longest))];

        Assert.True(CatalogParser.Parse(files).IsValid);
        Assert.Equal("catalog.too_large", Assert.Single(CatalogParser.Parse([.. files, new("more.txt", "x")]).Errors).Code);
        Assert.Equal("yaml.empty", Assert.Single(CatalogParser.Parse([whole[0]]).Errors).Code);
        Assert.All(CatalogParser.Parse(whole).Errors, error => Assert.Equal("yaml.empty", error.Code));
        Assert.Equal("0.yaml", Assert.Single(CatalogParser.Parse([new("a.yaml", "x"), .. whole]).Errors, error => error.Message.StartsWith("The files have 8000001 characters together", StringComparison.Ordinal)).File);
    }

    [Fact]
    public void A_hidden_character_is_found_where_a_line_begins_too()
    {
        var errors = CatalogParser.Parse("# fine\n\u202E# comment\r\n  \u200b\n" + SmallCatalog.Text, "a.yaml").Errors;

        Assert.Equal([(2, 1, "The line has U+202E at 0 (bidi). Remove it."), (3, 3, "The line has U+200B at 2 (zero-width). Remove it.")], errors.Where(error => error.Code == "text.forbidden_character").Select(error => (error.Line, error.Column, error.Message)).Take(2));
    }

    [Fact]
    public void Files_that_say_nothing_together_are_told_what_is_missing_in_the_first()
    {
        var errors = CatalogParser.Parse([new("b.yaml", "{}"), new("a.yaml", "# why\n{}"), new("c.txt", "x")]).Errors;

        Assert.Equal(9, errors.Count);
        Assert.All(errors, error => Assert.Equal(("a.yaml", 2, 1, "catalog.missing_key"), (error.File, error.Line, error.Column, error.Code)));
    }

    [Fact]
    public void A_file_that_is_an_alias_is_told_of_once()
    {
        var errors = CatalogParser.Parse([new("a.yaml", SmallCatalog.Text), new("b.yaml", "*a\n"), new("c.yaml", "- x\n")]).Errors;

        Assert.Equal(["b.yaml yaml.alias_not_allowed", "c.yaml catalog.wrong_type"], errors.Select(error => $"{error.File} {error.Code}"));
    }

    [Fact]
    public void Lists_of_several_files_are_one_list_in_the_order_of_the_files()
    {
        var catalog = CatalogParser.Parse([new("b.yaml", "channels: [fax]\nabsences:\n  - { person: ada, from: 2026-03-01, until: 2026-03-02, reason: more }\n"), new("a.yaml", SmallCatalog.Text)]).Catalog!;

        Assert.Equal(["chat", "fax"], catalog.Channels);
        Assert.Equal(["leave", "leave", "more"], catalog.Absences.Select(absence => absence.Reason));
    }

    [Fact]
    public void A_stored_version_is_refused_with_its_name_when_it_was_altered()
    {
        var digest = new string('a', 64);

        var unread = Assert.Throws<InvalidDataException>(() => CatalogParser.ParseStored("x: y", digest));
        var altered = Assert.Throws<InvalidDataException>(() => CatalogParser.ParseStored(SmallCatalog.Text, digest));

        Assert.Contains("catalog aaaaaaaaaaaa:1:1", unread.Message, StringComparison.Ordinal);
        Assert.Contains("it was altered, or the parser was", altered.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_is_stored_as_it_is_and_several_in_the_order_of_their_names()
    {
        CatalogFile[] files = [new("b.yaml", "two"), new("a.yaml", "one"), new("B.TXT", "three")];

        var packed = CatalogSource.Pack(files);

        Assert.Equal("""{"hitl-catalog-files":[{"name":"B.TXT","text":"three"},{"name":"a.yaml","text":"one"},{"name":"b.yaml","text":"two"}]}""", packed);
        Assert.Equal([files[2], files[1], files[0]], CatalogSource.Unpack(packed, "x"));
        Assert.Equal("two", CatalogSource.Pack([files[0]]));
        Assert.Equal("""{"hitl-catalog-files":[{"name":"B.TXT","text":"three"}]}""", CatalogSource.Pack([files[2]]));
        Assert.Equal([new CatalogFile("x", "two")], CatalogSource.Unpack("two", "x"));
        Assert.True(files[2].IsValueList);
        Assert.Equal("yaml.empty: There is no YAML file.", CatalogParser.Parse([files[2]]).Errors.Select(error => $"{error.Code}: {error.Message}").Single());
    }

    [Fact]
    public void A_list_keeps_its_name_alone_and_says_what_it_is_made_of_beside_others()
    {
        const string Lists = "lists:\n  one: { values: [b, a] }\n  two: { values: [c] }\n";
        IReadOnlyList<string> Except(string exclusions, string except) => Demo.Parse(SmallCatalog.With("    rules:", $"    exclusions: {exclusions}\n    rules:").Replace("id: small,", $"id: small, except: {except},", StringComparison.Ordinal) + Lists).Actions[new("refund")].Rules[0].Except["charge"];

        var alone = Except("{ charge: { list: one } }", "{}");
        var both = Except("{ charge: { list: one } }", "{ charge: { list: two } }");
        var more = Except("{ charge: [x, b] }", "{ charge: { list: one } }");
        var plain = Except("{ charge: [u, v] }", "{ charge: [v, w] }");

        Assert.Equal("list one (2 values, " + ValueListReader.HashOf("a\nb\n")[..12] + ")", alone.ToString());
        Assert.Equal(("one and two with more", "b a c"), (Assert.IsType<ReferencedValues>(both).Name, string.Join(' ', both)));
        Assert.Equal(("one with more", "x b a", ValueListReader.HashOf("a\nb\n")), (Assert.IsType<ReferencedValues>(more).Name, string.Join(' ', more), ((ReferencedValues)more).Hash));
        Assert.Equal(["u", "v", "w"], plain);
        Assert.IsNotType<ReferencedValues>(plain);
        Assert.Equal((3, "a", true, false), (both.Count, both[1], ((ReferencedValues)both).Set.Contains("c"), ((ReferencedValues)both).Set.Contains("C")));
        Assert.Equal(["b", "a"], ((System.Collections.IEnumerable)alone).Cast<string>());
    }

    [Fact]
    public void A_list_file_has_a_value_on_each_line_and_comments_between()
    {
        const string Text = "# first\n\n  one  \r\n two # not a comment\n#three\n\"four\"\n";
        var yaml = SmallCatalog.With("    rules:", "    exclusions: { charge: { list: never } }\n    rules:") + $"lists:\n  never: {{ file: a/b.txt, sha256: {ValueListReader.HashOf(Text)} }}\n";

        var catalog = CatalogParser.Parse([new("a.yaml", yaml), new("a/b.txt", Text)]).Catalog!;

        Assert.Equal(["one", "two # not a comment", "\"four\""], catalog.Lists["never"]);
        Assert.Equal(ValueListReader.HashOf(Text.Replace("\r", "", StringComparison.Ordinal)), catalog.Lists["never"].Hash);
    }

    [Theory]
    [InlineData("owner: ben", "approver: { members: [ada, ben] }", "quorum: 2, ", "For requests of 'bot', 2 must agree but only 1 could: its owner 'ben' may not decide.")]
    [InlineData("owner: benny", "approver: { members: [ada, ben] }", "quorum: 2, ", "For requests of 'bot', 2 must agree but only 1 could: its owner 'benny' may not decide.")]
    [InlineData("owner: benny", "approver: { members: [ada, ben] }", "", null)]
    [InlineData("owner: benny", "approver: { members: [ben] }", "", "For requests of 'bot', 1 must agree but only 0 could: its owner 'benny' may not decide.")]
    [InlineData("owner: ben", "approver: { members: [ben], fallback: [ada] }", "", null)]
    [InlineData("owner: ben", "approver: { members: [ben], coverage: { ben: [dana, ada] } }", "quorum: 2, ", null)]
    [InlineData("owner: ben", "approver: { members: [ben], coverage: { ben: [dana, ada] }, fallback: [benny] }", "quorum: 3, ", "For requests of 'bot', 3 must agree but only 2 could: its owner 'ben' may not decide.")]
    public void Whoever_answers_for_an_actor_decides_its_requests_under_no_id(string owner, string role, string quorum, string? message)
    {
        var text = SmallCatalog.With("owner: dana }", owner + " }").Replace("approver: { members: [ada, ben] }", role, StringComparison.Ordinal).Replace("role: approver, wait", $"role: approver, {quorum}wait", StringComparison.Ordinal);

        var errors = CatalogParser.Parse(text, "small.yaml").Errors;

        Assert.Equal(message is null ? [] : [message], errors.Select(error => error.Message).Distinct());
        Assert.True(errors.Count <= 1);
    }

    [Fact]
    public void Only_actors_that_can_come_to_a_path_count_for_it()
    {
        const string Two = "owner: dana }\n  other: { kind: automation, owner: ada }\n  third: { kind: automation, owner: ben }";
        string[] Of(string rule, string gap) => [.. CatalogParser.Parse(
            SmallCatalog.With("owner: dana }", Two).Replace("members: [ada, ben] }", "members: [ada] }", StringComparison.Ordinal).Replace("effect: ask, amounts", $"effect: ask, {rule}amounts", StringComparison.Ordinal).Replace("gap: refuse", $"gap: {gap}", StringComparison.Ordinal),
            "small.yaml").Errors.Select(error => error.Message)];

        const string Refused = "For requests of 'other', 1 must agree but only 0 could: its owner 'ada' may not decide.";
        Assert.Equal([Refused], Of("", "refuse"));
        Assert.Equal([Refused], Of("actors: [bot, other], ", "refuse"));
        Assert.Equal([Refused], Of("actors: [bot], ", "people"));
        Assert.Empty(Of("actors: [bot, third], ", "refuse"));
    }

    [Fact]
    public void Windows_say_their_days_and_hours()
    {
        Assert.Equal("every day 00:00-24:00 UTC", new TimeWindow([], TimeOnly.MinValue, TimeOnly.MinValue).ToString());
        Assert.Equal("mon, sun 09:05-17:30 Europe/Berlin", new TimeWindow([DayOfWeek.Monday, DayOfWeek.Sunday], new(9, 5), new(17, 30)) { Zone = "Europe/Berlin" }.ToString());
        Assert.Equal(["sun", "mon", "tue", "wed", "thu", "fri", "sat"], Enum.GetValues<DayOfWeek>().Select(TimeWindow.NameOf));
        Assert.Equal(Enum.GetValues<DayOfWeek>(), Enum.GetValues<DayOfWeek>().Select(TimeWindow.NameOf).Select(TimeWindow.DayOf));
        Assert.Equal("tue 01:30 Europe/Berlin", new TimeWindow([], new(9, 0), new(17, 0)) { Zone = "Europe/Berlin" }.OnTheClock(At("2026-03-03T00:30:59Z")));
    }

    [Theory]
    [InlineData("2026-03-02T00:00:00Z", true)]
    [InlineData("2026-03-02T08:59:59Z", true)]
    [InlineData("2026-03-02T09:00:00Z", false)]
    [InlineData("2026-03-01T23:59:59Z", false)]
    [InlineData("2026-03-03T08:00:00Z", false)]
    public void A_window_without_a_first_minute_begins_with_the_day(string moment, bool within) =>
        Assert.Equal(within, new TimeWindow([DayOfWeek.Monday], TimeOnly.MinValue, new(9, 0)).Contains(At(moment)));

    [Fact]
    public void Edges_of_a_window_are_told_from_the_moment_on_for_more_than_a_week()
    {
        var window = new TimeWindow([DayOfWeek.Monday], new(9, 0), TimeOnly.MinValue);

        Assert.Equal(Days(2, 9)[..9], window.Starts(At("2026-03-02T09:00:00Z")));
        Assert.Equal(Days(3, 9)[..8], window.Starts(At("2026-03-02T09:00:00.001Z")));
        Assert.Equal(Days(2, 0), window.Ends(At("2026-03-02T00:00:00Z")));
        Assert.Equal(Days(3, 0)[..9], window.Ends(At("2026-03-02T00:00:01Z")));
    }

    [Fact]
    public void A_day_that_a_zone_left_out_begins_with_the_next_one()
    {
        var apia = new TimeWindow([], TimeOnly.MinValue, new(12, 0)) { Zone = "Pacific/Apia" };

        var starts = apia.Starts(At("2011-12-29T10:00:00Z")).Take(4);

        Assert.Equal(["2011-12-29T10:00", "2011-12-30T10:00", "2011-12-31T10:00", "2012-01-01T10:00"], starts.Select(start => start.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Actors_of_the_catalog_are_listed_by_id_and_the_desks_are_none_of_them()
    {
        Assert.Contains(Golden.Golden.Company.Actors.Keys, actor => actor == ActionReversal.Desk);
        Assert.Contains(Golden.Golden.Company.Actors.Keys, actor => actor == CatalogActivation.Desk);
        Assert.Equal(["accounts-bot", "billing-bot", "logistics-bot", "retention-bot", "support-bot", "warehouse-sync"], Golden.Golden.Company.ListedActors().Select(actor => actor.Id.Value));
    }

    [Theory]
    [InlineData("ada", true)]
    [InlineData("ben", true)]
    [InlineData("farah", true)]
    [InlineData("emil", true)]
    [InlineData("hana", false)]
    [InlineData("gus", false)]
    public void Whoever_holds_or_covers_a_role_of_an_action_may_ask_for_its_undoing(string person, bool may)
    {
        var action = Golden.Golden.Company.Actions[new("goodwill-points")] with { Reversal = new([new("refund-approver"), new("finance-lead"), new("no-role")], null) };

        Assert.Equal(may, ActionReversal.MayAsk(Golden.Golden.Company, action, new(person)));
    }

    [Fact]
    public void The_undoing_of_an_action_is_named_after_it()
    {
        var id = RequestId.New(Demo.Now);

        Assert.Equal("refund.reverse", ActionReversal.Of(new("refund")).Value);
        Assert.True(ActionReversal.Is(new("refund.reverse")));
        Assert.False(ActionReversal.Is(new("refund")));
        Assert.Equal(("reference-pay", $"reverse:{id}:2"), (ActionReversal.ReferenceOf("pay"), ActionReversal.KeyOf(id, "2")));
    }

    [Fact]
    public void A_catalog_without_anything_to_undo_or_sign_has_no_desks()
    {
        var text = SmallCatalog.With("reversibility: reversible", "reversibility: irreversible").Replace("effect: allow,", "effect: ask, path: people,", StringComparison.Ordinal);

        var catalog = Demo.Parse(text);

        Assert.Equal(["bot"], catalog.Actors.Keys.Select(actor => actor.Value));
        Assert.Equal(["refund"], catalog.Actions.Keys.Select(action => action.Value));
        Assert.Equal(["pay"], catalog.Targets.Keys);
    }

    [Fact]
    public void A_duration_longer_than_any_calendar_is_out_of_range_and_no_defect_of_the_parser()
    {
        var error = Assert.Single(CatalogParser.Parse(SmallCatalog.With("wait: 15m, reminders: [5m]", "wait: 999999999d"), "small.yaml").Errors);

        Assert.Equal(("duration.range", "999999999d is outside 1m to 90d."), (error.Code, error.Message));
    }

    [Fact]
    public void Numbers_of_people_beyond_all_bounds_are_out_of_range_and_no_defect_of_the_parser()
    {
        var errors = CatalogParser.Parse(SmallCatalog.With("role: approver, wait", "roles: { approver: 2147483647, ops: 2147483647 }, wait"), "small.yaml").Errors;

        Assert.Contains("At most 20 people must agree.", errors.Select(error => error.Message));
        Assert.Equal(2, errors.Count(error => error.Message == "2147483647 is outside 1 to 20."));
    }

    [Theory]
    [InlineData(30, 30, true)]
    [InlineData(31, 30, false)]
    public void Many_functions_of_the_same_few_people_sign_only_when_everybody_has_one(int functions, int people, bool can)
    {
        var names = string.Concat(Enumerable.Range(0, people).Select(n => $"  p{n}: {{ name: P{n} }}\n"));
        var members = string.Join(", ", Enumerable.Range(0, people).Select(n => $"p{n}"));
        var roles = string.Concat(Enumerable.Range(0, functions).Select(n => $"  f{n}: {{ members: [{members}] }}\n"));
        var signOff = $"sign-off: {{ roles: [{string.Join(", ", Enumerable.Range(0, functions).Select(n => $"f{n}"))}], wait: 1d }}\n";

        var result = CatalogParser.Parse([new("a.yaml", SmallCatalog.Text), new("b.yaml", $"people:\n{names}roles:\n{roles}{signOff}")]);

        Assert.Equal(can ? [] : ["catalog.quorum_impossible"], result.Errors.Select(error => error.Code));
    }

    [Fact]
    public void What_is_not_written_bounds_nothing()
    {
        var digest = new string('a', 64);
        object[] bare =
        [
            new Rule { Id = "all", Effect = "deny" }, new LimitDefinition { Id = "all", Period = TimeSpan.FromDays(1) }, new ConflictDefinition { Id = "all", Subject = "customer" }, new Actor(new("bot"), "automation", new("ada"), []),
            new Catalog { Digest = digest, Source = "", Name = "bare", IsSandbox = true, People = new Dictionary<PersonId, Person>(), Roles = new Dictionary<RoleId, Hitl.Escalations.Stages.RoleDefinition>(), Absences = [], Actors = new Dictionary<ActorId, Actor>(), Actions = new Dictionary<ActionName, ActionDefinition>(), Targets = new Dictionary<string, TargetDefinition>() },
        ];

        foreach (var value in bare)
        {
            foreach (var list in value.GetType().GetProperties().Where(property => property.PropertyType != typeof(string)).Select(property => property.GetValue(value)).OfType<System.Collections.IEnumerable>()) Assert.Empty(list);
        }

        Assert.Equal("", ((Catalog)bare[^1]).SamplingSeed);
        Assert.Equal("small", Demo.Parse(SmallCatalog.Text).SamplingSeed);
        Assert.True(new ActionDefinition { Name = new("a"), Title = "A", Risk = "low", Reversibility = "reversible", HasAmount = false, Parameters = new Dictionary<string, ParameterDefinition>(), Rules = [], Paths = new Dictionary<string, Hitl.Escalations.Stages.EscalationPath>(), Steps = [] } is { Enabled: true, Guards.Count: 0, DenyReasons.Count: 0, ApprovalGoodFor.TotalHours: 24 });
    }

    [Fact]
    public void Two_roles_bring_the_two_people_of_high_risk_together_and_one_role_must_have_both()
    {
        const string Stage = "role: approver, wait: 15m, reminders: [5m]";
        string[] Of(string stage) => [.. CatalogParser.Parse(SmallCatalog.With("risk: medium", "risk: high").Replace("ops: { members: [dana] }", "ops: { members: [dana, ada] }", StringComparison.Ordinal).Replace(Stage, stage, StringComparison.Ordinal), "small.yaml").Errors.Select(error => error.Message)];

        Assert.Empty(Of("roles: { approver: 1, ops: 1 }, wait: 15m"));
        Assert.Empty(Of("role: approver, wait: 15m"));
        Assert.Equal(["For requests of 'bot', 2 must agree but only 1 could: its owner 'dana' may not decide."], Of("role: ops, wait: 15m"));
        Assert.Equal(["For requests of 'bot', 2 must agree but only 1 could: its owner 'dana' may not decide."], Of("roles: { approver: 1, ops: 2 }, wait: 15m"));
    }

    [Fact]
    public void The_undoing_that_people_decide_is_as_risky_as_the_action()
    {
        var catalog = Demo.Parse(Golden.Golden.With("reversal: { by: [refund-lead, operations] }", "reversal: { by: [operations], path: refunds }"));

        var undoing = catalog.Actions[new("refund.reverse")];

        var rule = Assert.Single(undoing.Rules);
        Assert.Equal(("Undo: Refund a payment", "medium", "people-decide-the-undoing", "ask", "reversal"), (undoing.Title, undoing.Risk, rule.Id, rule.Effect, rule.Path));
        Assert.Equal(("reversal", "first-line second-line"), (undoing.Paths["reversal"].Name, string.Join(' ', undoing.Paths["reversal"].Stages.Select(stage => stage.Name))));
        Assert.Equal((true, "reversible", null, null, 0), (undoing.IsBuiltIn, undoing.Reversibility, undoing.ReversibleFor, undoing.Reversal, undoing.SampleShare));
    }

    [Theory]
    [InlineData("low", false, 1)]
    [InlineData("medium", false, 1)]
    [InlineData("high", true, 2)]
    [InlineData("red-line", true, 2)]
    public void High_risk_and_red_lines_take_two(string risk, bool isHigh, int least) => Assert.Equal((isHigh, least, 1), (HighRisk.Is(risk), HighRisk.LeastPeople(risk), HighRisk.LeastPeople(null)));

    private static DateTimeOffset[] Days(int first, int hour) => [.. Enumerable.Range(first, 10).Select(day => new DateTimeOffset(2026, 3, day, hour, 0, 0, TimeSpan.Zero))];

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
