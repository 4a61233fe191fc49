using System.Text;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>Texts at the edges of YAML: read with the place of every value, or refused with a place and never half.</summary>
public sealed class YamlTextTests
{
    private static readonly string[] Texts =
    [
        "", "\n\n", "# only a comment\n", "---", "--- \n", "a: b", "a: b\r\nc: d\r\n", "a:\n  - b\n  - \"c\"\n  - 'd'\n  - |\n    e\n", "{a: [b, {c: d}], e: }", "a: b # why\n# more\n", "---\na: b\n", "---\na: b\n...\n", "a: b\n---\nc: d\n", "a: b\n...\n---\n",
        "%YAML 1.2\n---\na: b\n", "%TAG !e! tag:example.com,2000:\n---\na: b\n", "%TAG !e! tag:example.com,2000:\n---\na: !e!x b\n", "a: !!int 3\n", "a: ! b\n", "!local\na: b\n", "a: &one b\n", "a: &one [b]\nc: *one\n", "*one", "? *one\n: b\n", "? [a]\n: b\n? {c: d}\n: e\nf: g\n", "? a\n", "a: b\na: c\nd: e\na: f\n", "a: b\nA: c\n", "\"a\": b\na: c\n",
        "\ta: b\n", "a: b\n\tc: d\n", "a:\n\tb: c\n", "a:\n  b: c\n\td: e\n", "x: [a,\n\tb]\ny:\n- \n\tz: 1\n", "-\n\t", "-\n\n \t x", "x: y\n-\n\t", "?\ta\n\t", "?\ta\n\t\n\n", "?\ta\nb\n\t\n", "a: 'tab\tin text'\n", "a: b\tc\n",
        "a: [b", "a: 'b", "a: {b", "a: ]", "a: b: c", "- a\nb: c", "a\nb: c\n", "a: b\n c: d\n", "@", "`a`", "a: %b", "a: \"\\q\"", "a: \"\\u12\"", "!![", "a: b\nc: !![", "?\n{\ru", "a: [b, ?\n{\ru", "&", "*", "!", "- - - -", "[[[[", ": a", "? ", "- ", "a: |\n", "a: >\n  b\n\n  c\n", "\uFEFFa: b", "a: ~\nb: null\nc: \"\"\nd:\n",
        Nested(YamlReader.MaxDepth), Nested(YamlReader.MaxDepth + 1), "a: b\nc: " + Nested(YamlReader.MaxDepth), "a: b\nc: " + Nested(YamlReader.MaxDepth + 1),
    ];

    [Fact]
    public void Every_text_is_read_with_its_places_or_refused_with_one()
    {
        var said = new StringBuilder();

        foreach (var text in Texts)
        {
            var errors = new YamlErrors([new("a.yaml", text)]);
            var root = YamlReader.Read(text, 0, errors);
            said.Append($"== {(text.Length > 60 ? text[..60] + "…" : text).Replace("\n", "⏎", StringComparison.Ordinal).Replace("\r", "⇤", StringComparison.Ordinal).Replace("\t", "⇥", StringComparison.Ordinal)}\n");
            foreach (var error in errors.Sorted()) said.Append(error).Append('\n');
            if (root is not null && text.Length <= 60) Write(said, "", root);
        }

        Golden.Golden.Holds("yaml", said.ToString());
    }

    [Fact]
    public void A_file_of_as_many_nodes_as_are_taken_is_read_whole_and_one_more_is_refused()
    {
        var most = "[" + string.Join(",", Enumerable.Repeat("a", YamlReader.NodeBudget - 1)) + "]";
        var none = new YamlErrors([new("a.yaml", most)]);
        var one = new YamlErrors([new("a.yaml", most)]);

        var read = YamlReader.Read(most, 0, none);
        var refused = YamlReader.Read("[a," + most[1..], 0, one);

        Assert.Equal((YamlReader.NodeBudget - 1, 0), (read.Items().Count, none.Count));
        Assert.Null(refused);
        Assert.Equal("The file has more than 10000 nodes; divide the catalog into several files.", Assert.Single(one.Sorted()).Message);
    }

    [Fact]
    public void An_excerpt_shows_what_is_around_the_place_and_a_caret_under_it()
    {
        var line = "a: " + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n:000} ")) + "\t.";
        var errors = new YamlErrors([new("a.yaml", "first\r\n" + line + "\nxoxb-1234567890 and sk_live_abcdef then ghp_abcdefghijkl\r\nlast\u200b")]);

        foreach (var place in new YamlPlace[] { new(1, 1), new(1, 3), new(1, 99), new(2, 1), new(2, 60), new(2, 61), new(2, 62), new(2, 100), new(2, 160), new(2, 165), new(2, 500), new(3, 1), new(3, 24), new(3, 13), new(3, 99), new(4, 5), new(4, 6), new(5, 1), new(9, 4) })
            errors.Add("x", place, $"{place.Line}:{place.Column}");

        Golden.Golden.Holds("excerpts", string.Concat(errors.Sorted().Select(error => $"{error.Message}\n{error.Excerpt}|\n")));
    }

    [Fact]
    public void Errors_are_sorted_by_file_line_column_and_code()
    {
        var errors = new YamlErrors([new("b.yaml", ""), new("a.yaml", "")]);

        foreach (var (code, place) in new (string, YamlPlace)[] { ("d", new(1, 1, 1)), ("z", new(2, 1)), ("Z", new(2, 1)), ("c", new(1, 9)), ("b", new(1, 2)), ("a", new(3, 1)) }) errors.Add(code, place, "x");

        Assert.Equal("b c Z z a d", string.Join(' ', errors.Sorted().Select(error => error.Code)));
        Assert.Equal(("in a.yaml on line 7", "on line 7"), (errors.Where(new(7, 1, 1)), new YamlErrors([new("b.yaml", "")]).Where(new(7, 1))));
    }

    [Fact]
    public void Two_hundred_errors_are_told_and_no_more()
    {
        var wrong = string.Concat(Enumerable.Range(0, 300).Select(n => $"x{n}: *y\n"));

        var errors = CatalogParser.Parse(wrong, "a.yaml").Errors;

        Assert.Equal(200, errors.Count);
        Assert.Equal(Enumerable.Range(1, 200), errors.Select(error => error.Line));
    }

    [Fact]
    public void A_credential_is_found_wherever_it_stands_and_cut_to_its_prefix()
    {
        const string Text = "a: xoxb-1234567890 # sk_test_abcdefgh\nb: rk_live_abcdefgh\n\n  # AKIA123456789012 gho_abcdefghij eyJabcdefghijk.abcd -----BEGIN PRIVATE KEY whsec_abcd xapp-abcd";
        var errors = new YamlErrors([new("0.yaml", ""), new("a.yaml", Text)]);

        SecretLiterals.Check(Text, 1, errors);

        Assert.Equal(["1:4", "1:22", "2:4", "4:5", "4:22", "4:37", "4:57", "4:80", "4:91"], errors.Sorted().Select(error => $"{error.Line}:{error.Column}"));
        Assert.All(errors.Sorted(), error => Assert.Equal(("a.yaml", "secret://name"), (error.File, error.Expected)));
        Assert.Equal("  # AKIA1… gho_a… eyJab… -----… whsec… xapp-…", SecretLiterals.Mask(Text.Split('\n')[^1]));
    }

    private static string Nested(int depth) => new string('[', depth - 1) + "a" + new string(']', depth - 1);

    private static void Write(StringBuilder said, string indent, YamlNode node)
    {
        var place = $"{indent}{node.Place.Line}:{node.Place.Column}";
        if (node is YamlScalar scalar) said.Append($"{place} {(scalar.IsPlain ? "plain" : "quoted")} {System.Text.Json.JsonSerializer.Serialize(scalar.Text)}\n");
        else said.Append($"{place} {node.GetType().Name}\n");
        foreach (var item in node.Items()) Write(said, indent + "  ", item);
        foreach (var (key, value) in node.Entries())
        {
            Write(said, indent + "  ", key);
            Write(said, indent + "    ", value);
        }
    }
}
