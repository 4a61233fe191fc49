using Hitl.Governance.Catalogs;
using Hitl.Governance.Reviews;

namespace Hitl.Tests.Governance.Reviews;

/// <summary>One rule covers another where it holds for everything the other holds for, and only where that is certain; bound by bound.</summary>
public sealed class RuleCoverTests
{
    private static readonly Rule Any = new() { Id = "r", Effect = "ask" };

    public static TheoryData<string, string, bool, bool, bool> Pairs => new()
    {
        // The first covers the second; the second covers the first; some request could match both.
        { "", "", true, true, true },
        { "", "actors: a", true, false, true },
        { "actors: a b", "actors: a", true, false, true },
        { "actors: a", "actors: b", false, false, false },
        { "actors: a b", "actors: b c", false, false, true },
        { "", "versions: 1", true, false, true },
        { "versions: 1", "versions: 2", false, false, false },
        { "", "segments: retail", true, false, true },
        { "segments: retail vip", "segments: vip", true, false, true },
        { "segments: retail", "segments: vip", false, false, false },
        { "", "channels: chat", true, false, true },
        { "channels: chat", "channels: email", false, false, false },
        { "", "amounts: USD 1 9", true, false, true },
        { "amounts: USD 1 9", "amounts: USD 1 9", true, true, true },
        { "amounts: USD 1 9", "amounts: USD 2 8", true, false, true },
        { "amounts: USD 1 9", "amounts: USD 0 9", false, true, true },
        { "amounts: USD 1 9", "amounts: USD 1 10", false, true, true },
        { "amounts: USD 1 9", "amounts: USD 9 12", false, false, true },
        { "amounts: USD 1 9", "amounts: USD 10 12", false, false, false },
        { "amounts: USD 1 9", "amounts: EUR 1 9", false, false, false },
        { "amounts: USD 1 9 EUR 1 9", "amounts: EUR 2 3", true, false, true },
        { "amounts: USD 1 9 EUR 5 9", "amounts: USD 1 9 EUR 1 4", false, false, true },
        { "", "hours: 9 17", true, false, true },
        { "hours: 9 17", "hours: 9 17", true, true, true },
        { "hours: 9 17", "hours: 9 16", false, false, true },
        { "", "evidence: photo", true, false, true },
        { "evidence: photo", "evidence: photo receipt", true, false, true },
        { "evidence: photo", "evidence: receipt", false, false, true },
        { "", "consents: asked", true, false, true },
        { "consents: asked", "consents: asked verified", true, false, true },
        { "consents: asked", "consents: verified", false, false, true },
        { "", "where: sku A", true, false, true },
        { "where: sku A B", "where: sku A", true, false, true },
        { "where: sku A", "where: sku B", false, false, false },
        { "where: sku A B", "where: sku B C", false, false, true },
        { "where: sku A", "where: size A", false, false, true },
        { "", "except: sku A", true, false, true },
        { "except: sku A", "except: sku A B", true, false, true },
        { "except: sku A", "except: sku B", false, false, true },
        { "except: sku A", "except: size A", false, false, true },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_covers_and_what_overlaps_is_read_from_the_bounds(string one, string other, bool covers, bool isCovered, bool overlaps)
    {
        Assert.Equal((covers, isCovered), (RuleCover.Covers(Of(one), Of(other)), RuleCover.Covers(Of(other), Of(one))));
        Assert.Equal((overlaps, overlaps), (RuleCover.Overlaps(Of(one), Of(other)), RuleCover.Overlaps(Of(other), Of(one))));
    }

    private static Rule Of(string bound)
    {
        string[] values = [.. bound.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        Dictionary<string, IReadOnlyList<string>> Named() => new() { [values[0]] = values[1..] };
        return bound.Split(':')[0] switch
        {
            "actors" => Any with { Actors = [.. values.Select(Hitl.Escalations.Ids.ActorId.From)] },
            "versions" => Any with { AgentVersions = values },
            "segments" => Any with { Segments = values },
            "channels" => Any with { Channels = values },
            "amounts" => Any with { Amounts = values.Chunk(3).ToDictionary(range => range[0], range => new AmountRange(Number(range[1]), Number(range[2]))) },
            "hours" => Any with { Hours = [new([], new(Number(values[0]), 0), new(Number(values[1]), 0))] },
            "evidence" => Any with { Evidence = values },
            "consents" => Any with { Consents = values },
            "where" => Any with { Where = Named() },
            "except" => Any with { Except = Named() },
            _ => Any,
        };
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
