using System.Globalization;
using Hitl.Client.Catalogs;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

/// <summary>The catalog in the contract's words: one list of what anybody may do.</summary>
internal static class CatalogViews
{
    public static CatalogView Of(Catalog catalog) => new()
    {
        Digest = catalog.Digest,
        Name = catalog.Name,
        IsSandbox = catalog.IsSandbox,
        Actions = [.. catalog.Actions.Values.Where(a => !ActionReversal.Is(a.Name)).OrderBy(a => a.Name.Value, StringComparer.Ordinal).Select(Of)],
        Actors = [.. catalog.Actors.Values.OrderBy(a => a.Id.Value, StringComparer.Ordinal).Select(a => new ActorView(a.Id.Value, a.Kind, a.Owner.Value, Texts(a.ActsFor)) { AtMost = StageTerms.Of(a.AtMost) })],
        Roles = [.. catalog.Roles.Values.OrderBy(r => r.Role.Value, StringComparer.Ordinal).Select(Of)],
        People = [.. catalog.People.Values.OrderBy(p => p.Id.Value, StringComparer.Ordinal).Select(p => new PersonView(p.Id.Value, p.Name, p.SlackUser, p.Duties))],
        Absences = [.. catalog.Absences.OrderBy(a => a.From).Select(a => new AbsenceView(a.Person.Value, a.From, a.Until, a.Reason))],
        Targets = [.. catalog.Targets.Values.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => new TargetView(t.Name, t.Connector, t.Host, t.Owner))],
    };

    public static PathView Of(EscalationPath path, Func<StageDefinition, IReadOnlyList<Client.Requests.AskedView>> asked) =>
        new(path.Name, [.. path.Stages.Select(stage => new PathStage(stage.Name, string.Join(" and ", stage.Seats.Select(share => share.Role)), stage.Quorum, stage.Wait, asked(stage)) { Terms = StageTerms.Of(stage) })]);

    private static ActionView Of(ActionDefinition action) => new()
    {
        Name = action.Name.Value,
        Title = action.Title,
        Risk = action.Risk,
        Reversibility = action.Reversibility,
        Enabled = action.Enabled,
        HasAmount = action.HasAmount,
        Parameters = [.. action.Parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal).Select(Parameter)],
        Rules = [.. action.Rules.Select(Of)],
        Gap = action.GapPath is { } path ? "ask " + path : "refuse",
        Paths = [.. action.Paths.Values.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => Of(p, _ => []))],
        Steps = [.. action.Steps.Select(s => new StepLine(s.Name, s.Target, s.Operation, s.Compensation))],
    };

    private static RuleLine Of(Rule rule) => new(
        rule.Id, rule.Effect, Texts(rule.Actors), [.. rule.Amounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(Amount)], rule.Segments, rule.Channels,
        [.. rule.Except.Select(e => $"{e.Key}: {string.Join(", ", e.Value)}")], rule.Path);

    private static RoleView Of(RoleDefinition role) => new(
        role.Role.Value, Texts(role.Members), [.. role.Coverage.Select(c => $"{c.Key}: {string.Join(", ", c.Value)}")], Texts(role.Fallback)) { Terms = StageTerms.Of(role) };

    private static string Amount(KeyValuePair<string, AmountRange> range) => range.Value.Minimum == 0
        ? "up to " + Iso4217.Format(range.Value.Maximum, range.Key)
        : $"{Iso4217.Format(range.Value.Minimum, range.Key)} to {Iso4217.Format(range.Value.Maximum, range.Key)}";

    private static string Parameter(ParameterDefinition parameter)
    {
        var limits = parameter switch
        {
            { OneOf.Count: > 0 } => $" ({string.Join(" | ", parameter.OneOf)})",
            { Minimum: { } least, Maximum: { } most } => string.Create(CultureInfo.InvariantCulture, $" ({least} to {most})"),
            _ => "",
        };
        return $"{parameter.Name}: {parameter.Kind}{limits}{(parameter.Required ? "" : ", optional")}";
    }

    private static IReadOnlyList<string> Texts<T>(IEnumerable<T> ids) => [.. ids.Select(id => id!.ToString()!)];
}
