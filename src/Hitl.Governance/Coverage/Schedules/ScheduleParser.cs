using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Checks;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Coverage.Calendars;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>Reads a schedule from strict YAML: whole, or with every reason why not.</summary>
public static class ScheduleParser
{
    /// <summary>Largest file, in UTF-16 characters.</summary>
    public const int MaxCharacters = 1_000_000;

    private static ObjectShape Root => new(
        new("absences", new ListShape(CatalogShape.Absence()), "Who is away and when; coverage is asked at once."),
        new("calendars", new ListShape(Calendar()), "Calendars that say when somebody is away."));

    /// <summary>Writes the JSON Schema of a schedule, made from the definition the parser itself uses.</summary>
    public static string Schema() => CatalogSchema.Write(Root, "HitlWorkflows schedule");

    /// <summary>Parses and validates a schedule. Bad input is a result, never an exception.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Its name, for the errors.</param>
    /// <param name="catalog">The catalog whose people it may name.</param>
    public static ScheduleResult Parse(string text, string fileName, Catalog catalog)
    {
        if (text.Length > MaxCharacters) return new(null, [new("schedule.too_large", fileName, 1, 1, "^", $"The file has {text.Length} characters; the limit is {MaxCharacters}.", null)]);
        var errors = new YamlErrors([new(fileName, text)]);
        var root = YamlReader.Read(text, 0, errors);
        if (root is null) return new(null, errors.Sorted());
        Root.Check(root, new(errors, catalog.IsSandbox));
        var people = catalog.People.Keys.Select(person => person.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var absence in root.At("absences").Items()) PeopleChecks.CheckAbsence(absence, people, errors);
        foreach (var calendar in root.At("calendars").Items()) CheckCalendar(calendar, people, errors);
        CatalogChecks.Distinct(root.At("calendars").Items().Select(c => c.At("person")).OfType<YamlScalar>(), "schedule.duplicate", "calendar of", errors);
        return errors.Count > 0 ? new(null, errors.Sorted()) : new(Bind(root, catalog.Identities()), []);
    }

    private static ObjectShape Calendar() => new(
        new("person", TextShape.Id, "Whose calendar it is.", true),
        new("url", new TextShape(2_000), "Where it is fetched, https only; it may hold a secret and is shown nowhere. Or else file."),
        new("file", new TextShape(200, @"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\.ics$", "an .ics file beside the schedule, such as calendars/ada.ics"), "A file beside the schedule."),
        new("zone", CatalogShape.Zone, "IANA time zone of whole days and of times that name none. Default Etc/UTC."),
        new("counts", new ChoiceShape("out-of-office", "everything"), "everything: each event is an absence, as in a holiday calendar. Default out-of-office: only events marked as such."));

    private static void CheckCalendar(YamlNode calendar, HashSet<string> people, YamlErrors errors)
    {
        CatalogChecks.Known(calendar.At("person"), people, "person", errors);
        if (calendar.At("url") is null == calendar.At("file") is null) errors.Add("schedule.one_source", calendar, "A calendar has a url or a file, and not both.");
        // The address is a secret: it is judged, and not repeated.
        if (calendar.At("url") is YamlScalar url && !(Uri.TryCreate(url.Text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0))
            errors.Add("schedule.bad_url", calendar, "The url is no absolute https address without user and password.");
    }

    private static ScheduleFile Bind(YamlNode root, IdentityGraph identities) => new(
        // A human who is away is away under every id.
        [.. root.At("absences").Items().SelectMany(node => identities.Everyone(PersonId.From(node.At("person").Text()!)).Select(person =>
            new Absence(person, MomentShape.Read(node.At("from")!), MomentShape.Read(node.At("until")!), node.At("reason").Text()!)))],
        [.. root.At("calendars").Items().Select(node => new PersonCalendar(
            PersonId.From(node.At("person").Text()!), node.At("url").Text() is { } url ? new(url) : null, node.At("file").Text(), node.At("zone").Text() ?? "Etc/UTC",
            node.At("counts").Text() == "everything"))]);
}
