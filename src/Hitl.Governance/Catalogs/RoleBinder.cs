using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Makes a role's rotation and working hours of a tree without errors.</summary>
internal static class RoleBinder
{
    private static readonly TimeOnly Morning = new(9, 0);
    private static DayOfWeek[] WorkingDays => [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static Rotation Rotation(YamlNode node) => new(
        CatalogBinder.People(node.At("members")),
        (int)DurationShape.Read(node.At("period")!).TotalDays,
        node.At("hands-over") is { } at ? ClockShape.Read(at) : Morning,
        node.At("zone").Text()!,
        Date(node.At("start")!));

    public static WorkingHours Hours(YamlNode node) => new(
        node.At("zone").Text()!,
        node.At("days") is null ? WorkingDays : [.. node.At("days").Texts().Select(t => TimeWindow.DayOf(t.Text))],
        ClockShape.Read(node.At("from")!),
        ClockShape.Read(node.At("until")!),
        [.. node.At("closed").Items().Select(Date)]);

    private static DateOnly Date(YamlNode node) => DateOnly.FromDateTime(MomentShape.Read(node).UtcDateTime);
}
