using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs.Lists;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Makes the records of a tree without errors.</summary>
internal static class CatalogBinder
{
    public static Catalog Bind(YamlNode root, IReadOnlyDictionary<string, ReferencedValues> lists, string digest, string source)
    {
        var people = Map(root.At("people"), PersonId.From, Person);
        return CatalogActivation.AddTo(ActionReversal.AddTo(new()
        {
            Digest = digest,
            Source = source,
            Name = root.At("catalog").Text()!,
            IsSandbox = root.At("environment").Text() == "sandbox",
            Segments = Texts(root.At("segments")),
            Channels = Texts(root.At("channels")),
            People = people,
            Roles = Map(root.At("roles"), RoleId.From, Role),
            Absences = Absences(root, new(people.Values.Select(p => KeyValuePair.Create(p.Id, p.SameAs)))),
            Actors = Map(root.At("actors"), ActorId.From, Actor),
            Actions = Map(root.At("actions"), ActionName.From, (name, node) => new ActionBinder(lists).Bind(name, node)),
            Lists = lists,
            Targets = Map(root.At("targets"), name => name, Target),
            EvidenceKinds = Texts(root.At("evidence")),
            Consents = Texts(root.At("consents")),
            Limits = [.. Map(root.At("limits"), id => id, BoundBinder.Limit).Values.OrderBy(limit => limit.Id, StringComparer.Ordinal)],
            Conflicts = [.. Map(root.At("conflicts"), id => id, BoundBinder.Conflict).Values.OrderBy(conflict => conflict.Id, StringComparer.Ordinal)],
            SamplingSeed = root.At("sampling-seed").Text() ?? root.At("catalog").Text()!,
            SignOff = root.At("sign-off") is { } signOff ? BoundBinder.SignOff(signOff) : null,
        }));
    }

    public static IReadOnlyDictionary<TKey, TValue> Map<TKey, TValue>(YamlNode? node, Func<string, TKey> key, Func<string, YamlNode, TValue> value)
        where TKey : notnull => node.Entries().ToDictionary(e => key(e.Key.Text), e => value(e.Key.Text, e.Value));

    public static IReadOnlyList<string> Texts(YamlNode? node) => [.. node.Texts().Select(t => t.Text)];

    public static IReadOnlyList<PersonId> People(YamlNode? node) => [.. node.Texts().Select(t => PersonId.From(t.Text))];

    private static Person Person(string id, YamlNode node) =>
        new(PersonId.From(id), node.At("name").Text()!, node.At("slack").Text(), People(node.At("same-as")), Texts(node.At("duties")));

    private static RoleDefinition Role(string id, YamlNode node) => new(
        RoleId.From(id), People(node.At("members")), Map(node.At("coverage"), PersonId.From, (_, covers) => People(covers)), People(node.At("fallback")))
    {
        Rotation = node.At("rotation") is { } rotation ? RoleBinder.Rotation(rotation) : null,
        Hours = node.At("hours") is { } hours ? RoleBinder.Hours(hours) : null,
        DailyCap = node.At("daily-cap") is { } cap ? (int)IntegerShape.Read(cap) : null,
    };

    // A human who is away is away under every id.
    private static IReadOnlyList<Absence> Absences(YamlNode root, IdentityGraph identities) =>
    [
        .. root.At("absences").Items().SelectMany(node => identities.Everyone(PersonId.From(node.At("person").Text()!)).Select(person =>
            new Absence(person, MomentShape.Read(node.At("from")!), MomentShape.Read(node.At("until")!), node.At("reason").Text()!))),
    ];

    private static Actor Actor(string id, YamlNode node) =>
        new(ActorId.From(id), node.At("kind").Text()!, PersonId.From(node.At("owner").Text()!), People(node.At("acts-for")))
        {
            Versions = Texts(node.At("versions")), IsShadow = node.At("mode").Text() == "shadow", ShadowVersions = Texts(node.At("shadow-versions")),
            AtMost = node.At("at-most") is { } flood ? new((int)IntegerShape.Read(flood.At("requests")!), DurationShape.Read(flood.At("within")!)) : null,
        };

    private static TargetDefinition Target(string name, YamlNode node) => new(
        name,
        node.At("connector").Text()!,
        node.At("host").Text()!,
        DurationShape.Read(node.At("key-life")!),
        node.At("settle-window") is { } window ? DurationShape.Read(window) : TimeSpan.FromMinutes(15),
        node.At("look-up").Text() != "false",
        node.At("owner").Text()!);
}
