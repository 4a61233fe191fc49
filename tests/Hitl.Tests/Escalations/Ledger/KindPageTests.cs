using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hitl.Escalations.Ledger;
using Hitl.Tests.Architecture;

namespace Hitl.Tests.Escalations.Ledger;

/// <summary>The reference page of event kinds is made from the code that names them: <c>HITL_WRITE_DOCS=1</c> writes it afresh.</summary>
public sealed class KindPageTests
{
    [Fact]
    public void The_page_of_event_kinds_is_the_one_the_code_gives()
    {
        var path = Path.Combine(RepositoryFiles.Root, "deploy", "audit", "events.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("HITL_WRITE_DOCS") == "1") File.WriteAllText(path, page);

        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, "deploy/audit/events.md is out of date: run this test once with HITL_WRITE_DOCS=1 and commit the page.");
    }

    [Fact]
    public void Every_kind_has_one_spelling_and_a_class()
    {
        var kinds = Kinds().Select(kind => kind.Value).ToList();

        Assert.Equal(kinds.Distinct(), kinds);
        Assert.All(kinds, kind => Assert.Matches("^[a-z]+[.][a-z_]+$", kind));
        Assert.Empty(RecordClasses.Named.Except(kinds));
    }

    [Fact]
    public void Every_kind_has_a_body_and_its_versions_count_from_one()
    {
        Assert.Equal(Kinds().Select(kind => kind.Value).Order(), LedgerBodies.All.Select(shape => shape.Kind).Distinct().Order());
        foreach (var kind in LedgerBodies.All.GroupBy(shape => shape.Kind)) Assert.Equal(Enumerable.Range(1, kind.Count()), kind.Select(shape => shape.Version));
    }

    [Theory]
    [InlineData("""{"to":7}""", "'to' of request.moved")]
    [InlineData("""{}""", "'to' of request.moved")]
    [InlineData("""{"to":"denied","why":"x"}""", "no field 'why'")]
    [InlineData("""{"to":"denied","isCompensation":"no"}""", "'isCompensation'")]
    public void A_body_of_another_shape_is_not_written(string body, string told)
    {
        var refused = Assert.Throws<FormatException>(() => LedgerBodies.Checked(LedgerKinds.RequestMoved, JsonNode.Parse(body)!.AsObject()));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_an_older_version_are_still_read()
    {
        var older = JsonNode.Parse("""{"stage":1,"verdict":"approve","door":"slack","digest":"d","keyId":"k","mac":"m","reason":""}""")!.AsObject();
        var newer = (JsonObject)older.DeepClone();
        newer["membership"] = new JsonObject { ["role"] = "refund-approver" };

        var written = LedgerBodies.Checked(LedgerKinds.DecisionRecorded, newer);

        Assert.Equal((1, null), (LedgerBodies.Of(LedgerKinds.DecisionRecorded, older)!.Version, LedgerBodies.Of(LedgerKinds.DecisionRecorded, older)!.Problem(older)));
        Assert.Equal((2, null), (LedgerBodies.Of(LedgerKinds.DecisionRecorded, written)!.Version, LedgerBodies.Of(LedgerKinds.DecisionRecorded, written)!.Problem(written)));
        Assert.Throws<FormatException>(() => LedgerBodies.Checked(LedgerKinds.DecisionRecorded, older));
    }

    private static string Page()
    {
        var meanings = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Hitl.Escalations.xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => string.Join(' ', ((string?)member.Element("summary") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        var page = new StringBuilder(
            """
            # Event kinds of the ledger

            Made from `src/Hitl.Escalations/Ledger/LedgerKinds.cs`; do not edit it by hand. Every row also says when (set by the database), who did it
            (`actor:…`, `person:…`, `system:…`), for whom, about which request and revision, for which agent and customer, and one plain sentence. The body
            is canonical JSON of the fields named here, checked when it is written (`LedgerBodies.cs`). A body that changes is a new version, which rows say as `v`;
            rows without it are of version 1, and older versions stay listed. `?`: may be missing. `…`: repeats a record that has a definition of its own.
            With a master key, fields about a person stand in `sealed` instead. The class says how long rows are kept (`hitl retention`).

            | kind | means | class | body |
            |---|---|---|---|

            """);
        foreach (var (name, value) in Kinds())
            page.Append(null, $"| `{value}` | {meanings[$"F:Hitl.Escalations.Ledger.LedgerKinds.{name}"]} | {RecordClasses.Of(value).ToString().ToLowerInvariant()} | {Bodies(value)} |\n");
        return page.ToString();
    }

    private static string Bodies(string kind) => string.Join("<br>", LedgerBodies.All.Where(shape => shape.Kind == kind).Select(shape => $"v{shape.Version}: {Fields(shape)}"));

    private static string Fields(BodyShape shape) => shape.Fields.Count == 0 && !shape.IsOpen
        ? "nothing"
        : string.Join(", ", [.. shape.Fields.Select(field => $"`{field.Name}`{(field.IsRequired ? "" : "?")} {field.Type.ToString().ToLowerInvariant()}"), .. shape.IsOpen ? ["…"] : Array.Empty<string>()]);

    private static List<(string Name, string Value)> Kinds() =>
        [.. typeof(LedgerKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (string)field.GetRawConstantValue()!))];
}
