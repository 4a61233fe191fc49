using System.Reflection;
using System.Text;
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

    private static string Page()
    {
        var meanings = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Hitl.Escalations.xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => string.Join(' ', ((string?)member.Element("summary") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        var page = new StringBuilder(
            """
            # Event kinds of the ledger

            Made from `src/Hitl.Escalations/Ledger/LedgerKinds.cs`; do not edit it by hand. Every row also says when (set by the database), who did it
            (`actor:…`, `person:…`, `system:…`), for whom, about which request and revision, for which agent and customer, and one plain sentence. The body
            is canonical JSON, version 1 of each kind; a kind whose body changes its meaning gets a new name. The class says how long rows are kept
            (`hitl retention`).

            | kind | means | class |
            |---|---|---|

            """);
        foreach (var (name, value) in Kinds())
            page.Append(null, $"| `{value}` | {meanings[$"F:Hitl.Escalations.Ledger.LedgerKinds.{name}"]} | {RecordClasses.Of(value).ToString().ToLowerInvariant()} |\n");
        return page.ToString();
    }

    private static List<(string Name, string Value)> Kinds() =>
        [.. typeof(LedgerKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (string)field.GetRawConstantValue()!))];
}
