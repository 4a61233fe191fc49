namespace Hitl.Tests.Governance.Golden;

/// <summary>Texts as people read them, kept as files: a change of words is a change somebody looked at.</summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(Demo.Root, "tests", "Hitl.Tests", "Governance", "Golden");

    /// <summary>The catalog that golden files are written from; it uses every part of the language.</summary>
    public static string CompanyText { get; } = File.ReadAllText(Path.Combine(Folder, "company.yaml"));

    public static Hitl.Governance.Catalogs.Catalog Company { get; } = Demo.Parse(CompanyText);

    /// <summary>The company with one place changed; the place must exist.</summary>
    public static string With(string place, string instead) =>
        CompanyText.Contains(place, StringComparison.Ordinal) ? CompanyText.Replace(place, instead, StringComparison.Ordinal) : throw new ArgumentException($"'{place}' is not in the catalog.");

    public static void Holds(string name, string text)
    {
        var file = Path.Combine(Folder, name + ".txt");

        // HITL_WRITE_GOLDEN=1 commits a deliberate change of words.
        if (Environment.GetEnvironmentVariable("HITL_WRITE_GOLDEN") == "1") File.WriteAllText(file, text);

        Assert.Equal(File.ReadAllText(file), text);
    }
}
