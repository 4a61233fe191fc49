using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs.Lists;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Makes an action's records of a tree without errors.</summary>
internal sealed class ActionBinder(IReadOnlyDictionary<string, ReferencedValues> lists)
{
    private const int DefaultMaxLength = 200;
    private const int DefaultRetries = 5;

    public ActionDefinition Bind(string name, YamlNode node)
    {
        var exclusions = ValueLists(node.At("exclusions"));
        var gap = node.At("gap").Text();
        var risk = node.At("risk").Text()!;
        return new()
        {
            Name = ActionName.From(name),
            Title = node.At("title").Text()!,
            Risk = risk,
            Reversibility = node.At("reversibility").Text()!,
            ReversibleFor = Duration(node.At("reversible-for")),
            Enabled = node.At("enabled").Text() != "false",
            IsShadow = node.At("mode").Text() == "shadow",
            SampleShare = ShareShape.Read(node.At("sample")),
            RaisePath = node.At("raise-to").Text(),
            Reversal = node.At("reversal") is { } reversal ? new([.. reversal.At("by").Texts().Select(t => RoleId.From(t.Text))], reversal.At("path").Text()) : null,
            Guards = [.. CatalogBinder.Map(node.At("guards"), key => key, Guard).Values.OrderBy(guard => guard.Name, StringComparer.Ordinal)],
            Drill = node.At("drill") is { } drill ? Drill(drill) : null,
            HasAmount = node.At("amount").Text() == "required",
            Parameters = CatalogBinder.Map(node.At("parameters"), key => key, Parameter),
            Rules = [.. node.At("rules").Items().Select(rule => Rule(rule, exclusions))],
            GapPath = gap == "refuse" ? null : gap,
            Paths = CatalogBinder.Map(node.At("paths"), key => key, (key, path) => Path(key, path, risk)),
            Steps = [.. node.At("steps").Items().Select(Step)],
            DenyReasons = CatalogBinder.Map(node.At("deny-reasons"), key => key, (_, label) => label.Text()!),
            ApprovalGoodFor = Duration(node.At("approval-good-for")) ?? TimeSpan.FromHours(24),
        };
    }

    private static ParameterDefinition Parameter(string name, YamlNode node) => new(
        name,
        node.At("type").Text()!,
        node.At("required").Text() != "false",
        (int)(Integer(node.At("max-length")) ?? DefaultMaxLength),
        Integer(node.At("min")),
        Integer(node.At("max")),
        CatalogBinder.Texts(node.At("one-of")),
        node.At("label").Text()!,
        node.At("shown").Text() != "false",
        node.At("editable").Text() == "true");

    private Rule Rule(YamlNode node, IReadOnlyDictionary<string, IReadOnlyList<string>> exclusions) => new()
    {
        Id = node.At("id").Text()!,
        Effect = node.At("effect").Text()!,
        Actors = [.. node.At("actors").Texts().Select(t => ActorId.From(t.Text))],
        AgentVersions = CatalogBinder.Texts(node.At("agent-versions")),
        Amounts = node.At("amounts").Items().ToDictionary(a => MoneyShape.Read(a.At("to")!).Currency, Range),
        Segments = CatalogBinder.Texts(node.At("segments")),
        Channels = CatalogBinder.Texts(node.At("channels")),
        Hours = [.. node.At("hours").Items().Select(BoundBinder.Window)],
        Evidence = CatalogBinder.Texts(node.At("evidence")),
        Consents = CatalogBinder.Texts(node.At("consents")),
        Where = ValueLists(node.At("where")),
        Except = node.At("effect").Text() == "deny" ? new Dictionary<string, IReadOnlyList<string>>() : Merge(exclusions, ValueLists(node.At("except"))),
        Path = node.At("path").Text(),
    };

    private static AmountRange Range(YamlNode node) =>
        new(node.At("from") is { } from ? MoneyShape.Read(from).Minor : 0, MoneyShape.Read(node.At("to")!).Minor);

    private static EscalationPath Path(string name, YamlNode node, string risk) =>
        new(name, [.. node.At("stages").Items().Select(stage => StageBinder.Bind(stage, HighRisk.LeastPeople(risk)))]);

    private static GuardDefinition Guard(string name, YamlNode node) => new(
        name,
        node.At("label").Text()!,
        node.At("target").Text()!,
        node.At("read").Text()!,
        CatalogBinder.Map(node.At("arguments"), key => key, (_, template) => template.Text()!),
        node.At("expect").Text());

    private static DrillDefinition Drill(YamlNode node) => new(
        node.At("by").Text() is { } role ? RoleId.From(role) : null,
        CatalogBinder.Map(node.At("with"), key => key, (_, value) => value.Text()!),
        node.At("amount") is { } amount ? MoneyShape.Read(amount) : null,
        node.At("overdue").Text() == "ask");

    private static StepDefinition Step(YamlNode node) => new(
        node.At("name").Text()!,
        node.At("target").Text()!,
        node.At("operation").Text()!,
        CatalogBinder.Map(node.At("arguments"), key => key, (_, template) => template.Text()!),
        node.At("compensation").Text(),
        Duration(node.At("timeout")) ?? TimeSpan.FromSeconds(10),
        (int)(Integer(node.At("retries")) ?? DefaultRetries));

    private IReadOnlyDictionary<string, IReadOnlyList<string>> ValueLists(YamlNode? node) =>
        CatalogBinder.Map(node, key => key, (_, values) => values is YamlMapping ? lists[values.At("list").Text()!] : CatalogBinder.Texts(values));

    // A rule with none of its own has the action's, the very same: whoever holds rules ready keeps them once.
    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Merge(
        IReadOnlyDictionary<string, IReadOnlyList<string>> one, IReadOnlyDictionary<string, IReadOnlyList<string>> other) => other.Count == 0
        ? one
        : one.Concat(other).GroupBy(pair => pair.Key).ToDictionary(
            group => group.Key, group => Merge([.. group.Select(pair => pair.Value)]));

    // A list keeps its name where it stands alone; beside other values it shows what it was made of.
    private static IReadOnlyList<string> Merge(IReadOnlyList<IReadOnlyList<string>> parts)
    {
        if (parts.Count == 1) return parts[0];
        IReadOnlyList<string> all = [.. parts.SelectMany(part => part).Distinct(StringComparer.Ordinal)];
        var named = parts.OfType<ReferencedValues>().ToList();
        return named.Count == 0 ? all : new ReferencedValues(string.Join(" and ", named.Select(list => list.Name)) + " with more", named[0].Hash, all);
    }

    private static TimeSpan? Duration(YamlNode? node) => node is null ? null : DurationShape.Read(node);

    private static long? Integer(YamlNode? node) => node is null ? null : IntegerShape.Read(node);
}
