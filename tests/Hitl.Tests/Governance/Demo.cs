using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance;

/// <summary>The demo catalog as committed, and requests against it.</summary>
internal static class Demo
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static string Root { get; } = FindRoot();

    public static string Text { get; } = File.ReadAllText(Path.Combine(Root, "deploy", "catalog", "demo.yaml"));

    public static Catalog Catalog { get; } = Parse(Text);

    public static Catalog Parse(string text)
    {
        var result = CatalogParser.Parse(text, "demo.yaml");
        return result.Catalog ?? throw new InvalidOperationException(string.Join("\n", result.Errors));
    }

    public static ActionRequest Refund(long minor, string currency = "USD", string segment = "retail", string channel = "chat", string sku = "SKU-1001") =>
        Request("refund", $$"""{"charge":"ch_1","sku":"{{sku}}"}""") with { Amount = new(minor, currency), Customer = new("cus_1", segment), Channel = channel };

    public static ActionRequest Request(string action, string parameters) => new()
    {
        Id = RequestId.New(Now),
        Actor = new("support-bot"),
        Action = new(action),
        Customer = new("cus_1", "retail"),
        Channel = "chat",
        Parameters = ActionParameters.Parse(parameters),
        ReceivedAt = Now,
        CatalogDigest = Catalog.Digest,
    };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HitlWorkflows.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}
