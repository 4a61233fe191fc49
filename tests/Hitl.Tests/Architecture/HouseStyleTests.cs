using System.Text.RegularExpressions;

namespace Hitl.Tests.Architecture;

public sealed partial class HouseStyleTests
{
    private static readonly string[] ForbiddenWords = ["Manager", "Helper", "Util", "Utils"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var long_ = RepositoryFiles.Sources("src", "workers", "tests").Where(file => File.ReadLines(file).Count() > 400).Select(Relative);

        Assert.Empty(long_);
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_for_it()
    {
        var wrong = RepositoryFiles.Sources("src", "workers")
            .Select(file => (file, types: PublicType().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value).Distinct().ToList()))
            .Where(found => found.types.Count > 1 || (found.types.Count == 1 && Named(found.file) != found.types[0]))
            .Select(found => $"{Relative(found.file)}: {string.Join(", ", found.types)}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_type_is_named_for_what_it_is_not()
    {
        var bad = RepositoryFiles.Sources("src", "workers").Where(file => ForbiddenWords.Any(word => Words(file).Contains(word))).Select(Relative);

        Assert.Empty(bad);
    }

    [Fact]
    public void Tests_wait_on_conditions_and_never_sleep()
    {
        var sleeping = RepositoryFiles.Sources("tests")
            .Where(file => !file.EndsWith("HouseStyleTests.cs", StringComparison.Ordinal) && Sleep().IsMatch(File.ReadAllText(file))).Select(Relative);

        Assert.Empty(sleeping);
    }

    [Fact]
    public void Product_code_names_nothing_of_Temporal_but_the_public_SDK()
    {
        var leaks = RepositoryFiles.Sources("src", "workers")
            .Where(file => Relative(file).Contains("Hitl.", StringComparison.Ordinal) && !Relative(file).StartsWith("src/Hitl.Local/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"using (Temporal\.(Protocol|Sdk|DevServer)|Temporalio\.Runtime\.Internal)"))
            .Select(Relative);

        Assert.Empty(leaks);
    }

    /// <summary>The type a file is named for: without what tells generic from plain, <c>{T}</c> or <c>OfT</c>.</summary>
    private static string Named(string file) => GenericSuffix().Replace(Path.GetFileName(file).Split('.')[0], "");

    private static string Relative(string file) => Path.GetRelativePath(RepositoryFiles.Root, file);

    private static IEnumerable<string> Words(string file) =>
        Regex.Matches(Path.GetFileNameWithoutExtension(file), "[A-Z][a-z]+").Select(match => match.Value);

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\{.*\}$|OfT$")]
    private static partial Regex GenericSuffix();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();
}
