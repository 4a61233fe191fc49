using Hitl.Governance.Catalogs.Shapes;

namespace Hitl.Governance.Catalogs;

/// <summary>What a catalog file looks like: the one definition behind parsing, canonical form and JSON Schema.</summary>
internal static class CatalogShape
{
    private static readonly TextShape Label = new(120);
    private static readonly TextShape Value = new(128);
    private static readonly TextShape ParameterName = new(64, "^[a-z][A-Za-z0-9_]{0,63}$", "a parameter name such as order or orderNumber");
    private static readonly ListShape Ids = new(TextShape.Id);
    private static ListShape OrderedIds => new(TextShape.Id, isOrdered: true);
    private static readonly ListShape PlainValues = new(Value, least: 1);
    private static readonly ValuesShape Values = new(PlainValues);
    private static ChoiceShape DayOfWeek => new("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static readonly ClockShape LocalClock = new();
    internal static readonly ZoneShape Zone = new();
    private static readonly DurationShape Wait = new(TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));

    /// <summary>The whole file.</summary>
    public static ObjectShape Root => new(
        new("catalog", TextShape.Id, "Name of the catalog.", true),
        new("environment", new ChoiceShape("production", "sandbox"), "A sandbox admits waits from 1 s and loopback hosts; production waits are 1 m to 90 d.", true),
        new("segments", Ids, "Customer segments that rules may name.", true),
        new("channels", Ids, "Channels that rules may name.", true),
        new("evidence", Ids, "Kinds of evidence that rules may require; a piece of evidence is written kind:reference."),
        new("consents", Ids, "Consents that rules may require and requests may state."),
        new("people", new MapShape(TextShape.Id, Person()), "People by id; an id is used everywhere else.", true),
        new("roles", new MapShape(TextShape.Id, Role()), "Roles by id: who decides, and who covers for whom.", true),
        new("absences", new ListShape(Absence()), "Who is away and when; coverage is asked at once."),
        new("actors", new MapShape(TextShape.Id, Actor()), "Who may ask for actions.", true),
        new("lists", new MapShape(TextShape.Id, ValueList()), "Lists of values that rules name, such as articles that are never refunded."),
        new("targets", new MapShape(TextShape.Id, Target()), "Systems that actions change.", true),
        new("limits", new MapShape(TextShape.Id, Limit()), "Cumulative limits: what may be taken within a rolling period."),
        new("conflicts", new MapShape(TextShape.Id, Conflict()), "Requests that are in each other's way."),
        new("sampling-seed", new TextShape(64), "Seed of the sampling of automatic approvals. Default: the catalog's name."),
        new("sign-off", SignOff(), "Whose signatures the next version of the catalog needs."),
        new("actions", new MapShape(TextShape.Id, Action()), "Everything that may be asked for. What is not here does not exist.", true));

    private static ObjectShape Person() => new(
        new("name", Label, "As shown on cards.", true),
        new("slack", new TextShape(32, "^[UW][A-Z0-9]{2,30}$", "a Slack user id such as U0ADA"), "Slack user id; without one the person decides in the console."),
        new("same-as", Ids, "Other ids of the same human; none counts twice or decides for another."),
        new("duties", new ListShape(new ChoiceShape("ops", "audit", "governance")), "What the person may do beside approving."));

    private static ObjectShape Role() => new(
        new("members", OrderedIds, "Who decides, in the order they are asked.", true),
        new("coverage", new MapShape(TextShape.Id, new ListShape(TextShape.Id, least: 1, isOrdered: true)), "For a member, who covers, first choice first; they need not be members."),
        new("fallback", OrderedIds, "Who covers for members without a list of their own."),
        new("rotation", Rotation(), "Whose turn it is: only they are asked at first, the next ones when they cannot be. Every member keeps the authority to decide."),
        new("hours", Hours(), "When its people work; stages with time: working count only that."),
        new("daily-cap", new IntegerShape(1, 10_000), "Most requests one person is asked about on one day of the role's zone (UTC without hours); further ones go to coverage, and beyond all caps to everybody."));

    private static ObjectShape Rotation() => new(
        new("members", new ListShape(TextShape.Id, least: 2, isOrdered: true), "Members of the role, in the order of their turns.", true),
        new("period", new DurationShape(TimeSpan.FromDays(1), TimeSpan.FromDays(90)), "Length of a turn in whole days, such as 7d.", true),
        new("hands-over", LocalClock, "Local time at which turns begin, in quotes. Default \"09:00\"."),
        new("zone", Zone, "IANA time zone, such as Europe/Berlin.", true),
        new("start", new MomentShape(), "Local date on which the first member's first turn begins.", true));

    private static ObjectShape Hours() => new(
        new("zone", Zone, "IANA time zone, such as Europe/Berlin.", true),
        new("days", new ListShape(DayOfWeek, least: 1), "Days on which work begins. Default mon to fri."),
        new("from", LocalClock, "Local time at which work begins, in quotes.", true),
        new("until", LocalClock, "Local time at which it ends, in quotes; at or before from means on the next day.", true),
        new("closed", new ListShape(new MomentShape()), "Local dates on which no work begins, such as public holidays."));

    /// <summary>One absence, in a catalog or in a schedule.</summary>
    internal static ObjectShape Absence() => new(
        new("person", TextShape.Id, "Who is away.", true),
        new("from", new MomentShape(), "First moment, UTC; a date means its beginning.", true),
        new("until", new MomentShape(), "First moment back, UTC.", true),
        new("reason", Label, "Shown to those who cover.", true));

    private static ObjectShape Actor() => new(
        new("kind", new ChoiceShape("ai-agent", "integration", "automation", "human-agent"), "What it is.", true),
        new("owner", TextShape.Id, "The person who answers for it and can never decide its requests.", true),
        new("acts-for", Ids, "People it may act for; they cannot decide those requests either."),
        new("versions", new ListShape(Value, least: 1), "Versions that earned their authority; for any other one people decide everything. Versions are not told apart if left out."),
        new("mode", new ChoiceShape("live", "shadow"), "shadow: everything it asks is decided on paper only. Default live."),
        new("shadow-versions", new ListShape(Value, least: 1), "Versions for which everything is decided on paper only."),
        new("at-most", Flood(), "Most requests within a span; more are refused until it has passed."));

    private static ObjectShape Flood() => new(
        new("requests", new IntegerShape(1, 1_000_000), "How many.", true),
        new("within", new DurationShape(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "Length of the rolling span, 1s to 1d.", true));

    private static ObjectShape Limit() => new(
        new("actions", new ListShape(TextShape.Id, least: 1), "Actions it counts; all if left out."),
        new("actors", new ListShape(TextShape.Id, least: 1), "Actors it counts; all if left out."),
        new("per", new ListShape(new ChoiceShape("actor", "customer", "action")), "What is counted apart; everything together if left out."),
        new("period", new DurationShape(TimeSpan.FromMinutes(1), TimeSpan.FromDays(400)), "Length of the rolling window, counted back from each request; 1m to 400d.", true),
        new("amounts", new ListShape(new MoneyShape(), least: 1), "The most within the period, one per currency; a currency not listed is not limited."),
        new("count", new IntegerShape(1, 1_000_000), "The most requests within the period."),
        new("over", TextShape.Id, "What happens to a request that passes it: refuse, or a path that every action it counts has.", true),
        new("after-reversal", new ChoiceShape("keep", "release"), "release: what was executed stops counting once its reversal was executed. Default keep: it stays spent."));

    private static ObjectShape Conflict() => new(
        new("actions", new ListShape(TextShape.Id, least: 1), "Actions it watches; all if left out."),
        new("subject", ParameterName, "What must be the same: customer, or the name of a parameter that every action has.", true),
        new("then", TextShape.Id, "What happens to the later request: serialise (it waits), refuse, or a path that every action has.", true));

    private static ObjectShape SignOff() => new(
        new("roles", new ListShape(TextShape.Id, least: 1, isOrdered: true), "Roles of the function leaders; one of each must sign, and never the author.", true),
        new("wait", Wait, "How long each is waited for.", true),
        new("reminders", new ListShape(Wait, isOrdered: true), "When each is reminded; ascending, before the wait ends."));

    private static ObjectShape Window() => new(
        new("days", new ListShape(DayOfWeek, least: 1), "Days of the week; all if left out."),
        new("from", new ClockShape(), "First minute, in quotes. Default \"00:00\"."),
        new("until", new ClockShape(), "First minute after it, in quotes. Default \"24:00\"."),
        new("zone", new ZoneShape(), "IANA time zone of days and times, such as Europe/Berlin. Default UTC."));

    private static ObjectShape ValueList() => new(
        new("values", PlainValues, "The values; or else file and sha256."),
        new("file", new TextShape(200, @"^[A-Za-z0-9_./-]+\.txt$", "a text file of the catalog's folder such as lists/skus.txt"), "A text file of the folder, one value per line; lines that begin with # are comments."),
        new("sha256", new TextShape(64, "^[0-9a-f]{64}$", "64 lower-case hex digits"), "SHA-256 of the file's text with line feeds only."));

    private static ObjectShape Target() => new(
        new("connector", new ChoiceShape("stripe-refunds", "accounts", "loyalty", "signed-http") { Own = @"^x-[a-z0-9][a-z0-9-]{0,60}$" }, "What speaks to it; a connector of your own begins with x-.", true),
        new("host", new TextShape(253), "Host and port that are approved: a DNS name, without scheme or path.", true),
        new("key-life", new DurationShape(TimeSpan.FromMinutes(1), TimeSpan.FromDays(90)) { Word = "none" }, "How long it remembers an idempotency key; none if it takes none.", true),
        new("settle-window", Wait, "How long an effect may take to show in a look-up. Default 15m."),
        new("look-up", new BooleanShape(), "Whether it can be asked if something took effect. Default true."),
        new("owner", TextShape.Id, "The role that owns it when work waits for ops.", true));

    private static ObjectShape Action() => new(
        new("title", Label, "One line for cards.", true),
        new("risk", new ChoiceShape("low", "medium", "high", "red-line"), "A red line is never automated.", true),
        new("reversibility", new ChoiceShape("reversible", "reversible-until", "irreversible"), "An irreversible action always needs a person.", true),
        new("reversible-for", Wait, "How long it stays reversible; only with reversible-until."),
        new("reversal", Reversal(), "Who may have it undone once it ran. Default: people of the roles that decide it, by asking."),
        new("guards", new MapShape(TextShape.Id, Guard()), "State of targets, read when asked and again right before sending; a change sends it back to people."),
        new("drill", Drill(), "How its undoing is drilled each month against the sandbox. Default: by who may have it undone."),
        new("enabled", new BooleanShape(), "False switches the action off. Default true."),
        new("mode", new ChoiceShape("live", "shadow"), "shadow: requests are decided on paper only and nothing runs. Default live."),
        new("sample", new ShareShape(), "Share of automatic approvals that people review afterwards. Default 0%."),
        new("raise-to", TextShape.Id, "Whom to ask when a rule allows it and a person is needed all the same (a canary, a conflict). Default: the gap's path, else the most demanding path."),
        new("amount", new ChoiceShape("required", "none"), "Whether a request carries an amount.", true),
        new("parameters", new MapShape(ParameterName, Parameter()), "The closed list of parameters."),
        new("exclusions", new MapShape(ParameterName, Values), "Values that no allow or ask rule of this action covers, such as SKUs that are never refunded."),
        new("rules", new ListShape(Rule()), "Deny wins over allow, allow over ask; a rule without a bound covers everything.", true),
        new("gap", TextShape.Id, "What happens when no rule covers a request: refuse, or the name of a path to ask.", true),
        new("paths", new MapShape(TextShape.Id, Path()), "Who is asked, stage after stage."),
        new("steps", new ListShape(Step(), least: 1, isOrdered: true), "What runs, in order; what cannot be undone comes last.", true),
        new("approval-good-for", Wait, "How long an approval stays good. Default 24h."),
        new("deny-reasons", new MapShape(TextShape.Id, Label), "Reasons to deny that people choose from, by id; words of one's own are always possible. The agent gets both."));

    private static ObjectShape Reversal() => new(
        new("by", new ListShape(TextShape.Id, least: 1), "Roles whose people may ask for it. Default: every role of the action's paths."),
        new("path", TextShape.Id, "The path of this action that decides it; without one, asking with the authority to is enough."));

    private static ObjectShape Guard() => new(
        new("label", Label, "What cards call it.", true),
        new("target", TextShape.Id, "A target of this catalog.", true),
        new("read", TextShape.Id, "Which state: amount-refunded (stripe-refunds), email, address, plan (accounts), balance (loyalty).", true),
        new("arguments", new MapShape(ParameterName, new TextShape(500)), "Texts with {parameter}, {customer} and the like, as for a step."),
        new("expect", new TextShape(500), "The only value under which an actor may act alone, such as \"0\"; any other asks people. Default: any."));

    private static ObjectShape Drill() => new(
        new("by", TextShape.Id, "The role whose people run it."),
        new("with", new MapShape(ParameterName, new TextShape(200)), "What a drill sends; parameters left out are made up."),
        new("amount", new MoneyShape(), "The amount a drill sends. Default: one unit of a currency the rules know."),
        new("overdue", new ChoiceShape("flag", "ask"), "ask: the action stops being automatic while its undoing is not proven within 90 days. Default flag."));

    private static ObjectShape Parameter() => new(
        new("type", new ChoiceShape("text", "integer", "boolean", "email", "texts"), "texts is a list of texts.", true),
        new("label", Label, "What cards call it.", true),
        new("required", new BooleanShape(), "Default true."),
        new("max-length", new IntegerShape(1, 2_000), "Longest text in characters, or longest list. Default 200."),
        new("min", new IntegerShape(-9_007_199_254_740_991, 9_007_199_254_740_991), "Least integer."),
        new("max", new IntegerShape(-9_007_199_254_740_991, 9_007_199_254_740_991), "Greatest integer."),
        new("one-of", PlainValues, "The only texts admitted."),
        new("shown", new BooleanShape(), "False lets cards leave it out; never for a parameter that a step sends. Default true."),
        new("editable", new BooleanShape(), "Whether an approver may narrow it: a lower whole number, fewer entries of a list, true to false. Default false."));

    private static ObjectShape Rule() => new(
        new("id", TextShape.Id, "Unique within the action; named in explanations.", true),
        new("effect", new ChoiceShape("allow", "ask", "deny"), "allow: the actor alone; ask: the people of a path; deny: never.", true),
        new("actors", new ListShape(TextShape.Id, least: 1), "For whom; everyone if left out."),
        new("agent-versions", new ListShape(Value, least: 1), "Agent versions it covers; all if left out."),
        new("amounts", new ListShape(Amounts(), least: 1), "Ranges, one per currency; other currencies are not covered."),
        new("segments", new ListShape(TextShape.Id, least: 1), "Customer segments; all if left out."),
        new("channels", new ListShape(TextShape.Id, least: 1), "Channels; all if left out."),
        new("hours", new ListShape(Window(), least: 1), "Hours it holds in, UTC unless a zone is named; always if left out."),
        new("evidence", new ListShape(TextShape.Id, least: 1), "Kinds of evidence the request must bring, at least one piece each."),
        new("consents", new ListShape(TextShape.Id, least: 1), "Consents the request must state."),
        new("where", new MapShape(ParameterName, Values), "Parameters and the only values the rule is about."),
        new("except", new MapShape(ParameterName, Values), "Parameters and values the rule does not cover; not for deny."),
        new("path", TextShape.Id, "The path to ask; for ask only."));

    private static ObjectShape Amounts() => new(
        new("from", new MoneyShape(), "Least amount, inclusive. Default 0."),
        new("to", new MoneyShape(), "Greatest amount, inclusive.", true));

    private static ObjectShape Path() => new(
        new("on-timeout", new ChoiceShape("refuse")
        {
            Refused = new Dictionary<string, (string, string)>
            {
                ["approve"] = ("catalog.auto_approve_forbidden", "Silence is never approval: a path that ends without a decision refuses."),
            },
        }, "The outcome when nobody decided; refuse is the only one. Default refuse."),
        new("stages", new ListShape(Stage(), least: 1, isOrdered: true), "Asked one after the other.", true));

    private static ObjectShape Stage() => new(
        new("name", TextShape.Id, "Unique within the path.", true),
        new("role", TextShape.Id, "Whose members are asked; or else roles."),
        new("roles", new MapShape(TextShape.Id, new IntegerShape(1, 20)), "Several roles asked at once, each with how many distinct people of it must approve; nobody counts twice."),
        new("decides", new ChoiceShape("veto", "majority"), "veto: one denial ends it; majority: as many denials as approvals are needed, and the quorum is more than half of the role. Default veto."),
        new("time", new ChoiceShape("wall", "working"), "working: wait, reminders and coverage count only in the role's hours. Default wall."),
        new("extend", Extend(), "How much longer the people asked may make it wait, by a button on the card; not at all if left out."),
        new("quorum", new IntegerShape(1, 20), "How many distinct people must approve; one denial ends it. Default 1; at least 2 whatever is written when the risk is high or red-line."),
        new("wait", Wait, "How long the stage waits in all.", true),
        new("reminders", new ListShape(Wait, isOrdered: true), "When people are reminded, from opening; ascending, before the wait ends."),
        new("coverage-after", Wait, "When coverage is asked too although nobody is away, from opening."));

    private static ObjectShape Extend() => new(
        new("by", Wait, "How much one extension adds.", true),
        new("times", new IntegerShape(1, 10), "How often. Default 1."));

    private static ObjectShape Step() => new(
        new("name", TextShape.Id, "Unique within the action; part of the idempotency key.", true),
        new("target", TextShape.Id, "A target of this catalog.", true),
        new("operation", TextShape.Id, "The connector's operation.", true),
        new("arguments", new MapShape(ParameterName, new TextShape(500)), "Texts with {parameter}, {amount} (minor units), {currency}, {customer}, {request}."),
        new("compensation", TextShape.Id, "The operation that undoes it."),
        new("timeout", new DurationShape(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)), "How long one call may take. Default 10s; 1s to 5m."),
        new("retries", new IntegerShape(0, 20), "How often a send that did not take effect is tried again. Default 5."));
}
