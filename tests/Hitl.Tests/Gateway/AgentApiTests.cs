namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class AgentApiTests(GatewayWorld world)
{
    public static TheoryData<string> Rows() => [.. AgentApiCases.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Attack_or_bad_input_is_refused_as_documented(string row) => AgentApiCases.Rows[row](world);

    [Fact]
    public void Every_case_has_a_row_or_says_why_not()
    {
        var cases = Enumerable.Range(1, 31).Select(number => $"AG{number:00}");

        var covered = AgentApiCases.Rows.Keys.Select(row => row[..4]).Concat(AgentApiCases.Absent.Keys).Distinct();

        Assert.Equal(cases, covered.Order(StringComparer.Ordinal));
    }
}
