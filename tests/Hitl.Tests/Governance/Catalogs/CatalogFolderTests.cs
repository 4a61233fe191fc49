using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class CatalogFolderTests
{
    private static readonly string[] Parts = Divide();

    [Fact]
    public void A_folder_is_the_same_catalog_as_one_file_whatever_the_order_of_its_files()
    {
        var whole = Demo.Parse(SmallCatalog.Text).Digest;
        var random = new Random(11);

        for (var i = 0; i < Effort.Of(50); i++)
        {
            var names = Enumerable.Range(0, Parts.Length).Select(n => $"{n}.yaml").ToArray();
            random.Shuffle(names);
            var files = Parts.Select((text, n) => new CatalogFile(names[n], text)).ToArray();
            random.Shuffle(files);

            Assert.Equal(whole, CatalogParser.Parse(files).Catalog!.Digest);
        }
    }

    [Fact]
    public void What_is_said_in_two_files_names_both_places()
    {
        var result = CatalogParser.Parse([new("a.yaml", SmallCatalog.Text), new("b.yaml", "people:\n  ada: { name: Another Ada }\nenvironment: sandbox\n")]);

        Assert.Equal(
            ["b.yaml:2:3: yaml.duplicate_key: 'ada' is here and in a.yaml on line 6; which one counts would be a guess.", "b.yaml:3:1: yaml.duplicate_key: 'environment' is here and in a.yaml on line 2; which one counts would be a guess."],
            result.Errors.Select(error => error.ToString().Split('\n')[0]));
    }

    [Fact]
    public void Errors_of_all_files_come_at_once_each_with_its_own_file_and_line()
    {
        var result = CatalogParser.Parse(
        [
            new("a.yaml", SmallCatalog.With("role: approver, wait", "role: aprover, wait")),
            new("b.yaml", "actors:\n  late-bot: { kind: ai-agent, owner: danna }\n"),
        ]);

        Assert.Equal([("a.yaml", "approver"), ("b.yaml", "dana")], result.Errors.Select(error => (error.File, error.Expected!)));
        Assert.EndsWith("  late-bot: { kind: ai-agent, owner: danna }\n                                     ^", result.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ file: skus.txt, sha256: HASH }", "")]
    [InlineData("{ file: skus.txt, sha256: ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff }", "catalog.list_hash")]
    [InlineData("{ file: skus.txt }", "catalog.list_hash")]
    [InlineData("{ file: sku.txt, sha256: HASH }", "catalog.list_file")]
    [InlineData("{ file: skus.txt, values: [a] }", "catalog.list_form")]
    [InlineData("{ sha256: HASH }", "catalog.list_form")]
    public void A_list_is_read_whole_or_refused(string list, string code)
    {
        const string Skus = "# never refunded\nGIFT-CARD\r\nFINAL-SALE\n";
        var yaml = SmallCatalog.With("    rules:", "    exclusions: { charge: { list: never } }\n    rules:")
            + "lists:\n  never: " + list.Replace("HASH", ValueListReader.HashOf(Skus), StringComparison.Ordinal) + "\n";

        var result = CatalogParser.Parse([new("a.yaml", yaml), new("skus.txt", Skus)]);

        Assert.Equal(code.Length == 0 ? [] : [code], result.Errors.Select(error => error.Code).Distinct());
        if (code.Length == 0) Assert.Equal(["GIFT-CARD", "FINAL-SALE"], result.Catalog!.Actions[new("refund")].Rules[0].Except["charge"]);
    }

    [Fact]
    public void A_stored_version_keeps_its_files_and_its_digest()
    {
        var files = Parts.Select((text, n) => new CatalogFile($"{n}.yaml", text)).ToArray();
        var catalog = CatalogParser.Parse(files).Catalog!;

        var again = CatalogParser.ParseStored(catalog.Source, catalog.Digest);

        Assert.Equal(catalog.Digest, again.Digest);
        Assert.Equal(files, CatalogSource.Unpack(catalog.Source, "x"));
        Assert.Throws<InvalidDataException>(() => CatalogParser.ParseStored(catalog.Source.Replace("Dana", "Dora", StringComparison.Ordinal), catalog.Digest));
    }

    [Fact]
    public void A_version_stored_under_the_first_form_is_still_found_under_its_own_digest() =>
        Assert.Equal(First, CatalogParser.ParseStored(SmallCatalog.Text, First).Digest);

    private const string First = "4caa9a380006525f17eacd78ec459b330c5daa2b6409a5959606b83b935222c3";

    [Fact]
    public void A_catalog_beyond_its_limits_is_refused_whole()
    {
        var many = Enumerable.Range(0, CatalogParser.MostFiles + 1).Select(n => new CatalogFile($"{n}.yaml", "a: b")).ToArray();
        var large = Enumerable.Range(0, 9).Select(n => new CatalogFile($"{n}.yaml", "#" + new string('x', 999_000))).ToArray();

        Assert.Equal("catalog.too_large", Assert.Single(CatalogParser.Parse(many).Errors).Code);
        Assert.Equal("catalog.too_large", Assert.Single(CatalogParser.Parse(large).Errors).Code);
        Assert.Equal("yaml.empty", Assert.Single(CatalogParser.Parse([]).Errors).Code);
    }

    /// <summary>The small catalog, one file for each of its parts.</summary>
    private static string[] Divide()
    {
        var parts = new List<string>();
        foreach (var line in SmallCatalog.Text.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ') parts.Add(line + "\n");
            else if (line.Length > 0) parts[^1] += line + "\n";
        }

        return [.. parts];
    }
}
