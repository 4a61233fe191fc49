using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Makes the records of what bounds many requests together, and of time windows.</summary>
internal static class BoundBinder
{
    public static LimitDefinition Limit(string id, YamlNode node) => new()
    {
        Id = id,
        Actions = Actions(node),
        Actors = [.. node.At("actors").Texts().Select(t => ActorId.From(t.Text))],
        Per = [.. node.At("per").Texts().Select(t => t.Text).Order(StringComparer.Ordinal)],
        Period = DurationShape.Read(node.At("period")!),
        Amounts = node.At("amounts").Items().Select(MoneyShape.Read).ToDictionary(money => money.Currency, money => money.Minor),
        Count = node.At("count") is { } count ? (int)IntegerShape.Read(count) : null,
        OverPath = node.At("over").Text() is var over and not "refuse" ? over : null,
        FreesReversed = node.At("after-reversal").Text() == "release",
    };

    public static ConflictDefinition Conflict(string id, YamlNode node)
    {
        var then = node.At("then").Text()!;
        return new()
        {
            Id = id,
            Actions = Actions(node),
            Subject = node.At("subject").Text()!,
            Serialises = then == "serialise",
            Path = then is "serialise" or "refuse" ? null : then,
        };
    }

    public static TimeWindow Window(YamlNode node) => new(
        [.. node.At("days").Texts().Select(t => TimeWindow.DayOf(t.Text))],
        node.At("from") is { } from ? ClockShape.Read(from) : TimeOnly.MinValue,
        node.At("until") is { } until ? ClockShape.Read(until) : TimeOnly.MinValue) { Zone = node.At("zone").Text() ?? TimeWindow.Utc };

    public static SignOff SignOff(YamlNode node) => new(
        [.. node.At("roles").Texts().Select(t => RoleId.From(t.Text))],
        DurationShape.Read(node.At("wait")!),
        [.. node.At("reminders").Items().Select(DurationShape.Read)]);

    private static IReadOnlyList<ActionName> Actions(YamlNode node) => [.. node.At("actions").Texts().Select(t => ActionName.From(t.Text))];
}
