using System.Text;
using System.Text.RegularExpressions;

namespace Hitl.Tests.Architecture;

/// <summary>Every case of the threat list is named by a test, or the page says which surface it would need: <c>HITL_WRITE_DOCS=1</c> writes src/THREATS.md afresh.</summary>
public sealed class ThreatListTests
{
    private static readonly (string Family, int Cases, string What)[] Families =
    [
        ("AG", 31, "Agent API (HTTP)"), ("MC", 11, "MCP door"), ("SL", 28, "Slack by HTTP"), ("SM", 7, "Socket Mode"), ("CO", 13, "Console"), ("CL", 9, "Command line"),
        ("YA", 18, "Catalog YAML"), ("WH", 14, "Webhook executor and targets"), ("EN", 15, "Workflow engine (gRPC)"), ("DB", 14, "Ledger's database"),
    ];

    private static readonly Dictionary<string, string> NoSurface = new()
    {
        ["WH14"] = "No provider calls us back: outcomes are read from the answer or looked up. A callback would need a route, and the route list is closed by RouteMatrixTests.",
    };

    [Fact]
    public void Every_case_is_named_by_a_test_or_has_no_surface()
    {
        var named = Named();

        var missing = Ids().Where(id => !named.ContainsKey(id) && !NoSurface.ContainsKey(id)).ToList();
        var both = NoSurface.Keys.Where(named.ContainsKey).ToList();

        Assert.Equal(160, Ids().Count());
        Assert.Empty(missing);
        Assert.Empty(both);
    }

    [Fact]
    public void The_page_has_every_case_and_only_tests_that_name_it()
    {
        var path = Path.Combine(RepositoryFiles.Root, "src", "THREATS.md");
        if (Environment.GetEnvironmentVariable("HITL_WRITE_DOCS") == "1") File.WriteAllText(path, Page());
        var named = Named();

        var rows = File.ReadLines(path).Select(line => line.Split(" | ")).Where(cells => cells.Length == 2 && Regex.IsMatch(cells[0], "^[|] [A-Z]{2}[0-9]{2}$"))
            .ToDictionary(cells => cells[0][2..], cells => cells[1].TrimEnd(' ', '|'), StringComparer.Ordinal);
        var wrong = Ids().Where(id => !rows.TryGetValue(id, out var tests) || !Holds(id, tests, named)).ToList();

        Assert.True(wrong.Count == 0, $"src/THREATS.md is out of date about {string.Join(", ", wrong)}: run this test once with HITL_WRITE_DOCS=1 and commit the page.");
    }

    private static bool Holds(string id, string tests, Dictionary<string, SortedSet<string>> named) => NoSurface.TryGetValue(id, out var why)
        ? tests.EndsWith(why, StringComparison.Ordinal)
        : named.TryGetValue(id, out var known) && tests.Split(", ").All(known.Contains);

    private static IEnumerable<string> Ids() => Families.SelectMany(family => Enumerable.Range(1, family.Cases).Select(number => $"{family.Family}{number:00}"));

    private static Dictionary<string, SortedSet<string>> Named()
    {
        var named = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var file in RepositoryFiles.Sources("tests").Where(file => !file.EndsWith(nameof(ThreatListTests) + ".cs", StringComparison.Ordinal)))
        {
            foreach (Match match in Regex.Matches(File.ReadAllText(file), "(?<![A-Za-z0-9])(AG|MC|SL|SM|CO|CL|YA|WH|EN|DB)[0-9]{2}(?![0-9])"))
            {
                if (!named.TryGetValue(match.Value, out var tests)) named[match.Value] = tests = new(StringComparer.Ordinal);
                tests.Add(Path.GetFileNameWithoutExtension(file));
            }
        }

        return named;
    }

    private static string Page()
    {
        var named = Named();
        var page = new StringBuilder("# Attacks and bad input, and the test of each\n\nMade by `ThreatListTests` from the tests' own sources; a case without a test or a reason fails the build.\n");
        foreach (var (family, cases, what) in Families)
        {
            page.Append(null, $"\n## {family}: {what}\n\n| case | test |\n| --- | --- |\n");
            foreach (var id in Enumerable.Range(1, cases).Select(number => $"{family}{number:00}"))
                page.Append(null, $"| {id} | {(NoSurface.TryGetValue(id, out var why) ? "no such surface: " + why : string.Join(", ", named.GetValueOrDefault(id) ?? []))} |\n");
        }

        return page.ToString();
    }
}
