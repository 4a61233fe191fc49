using System.Text.RegularExpressions;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets.Payments;

/// <summary>A search for refunds: clauses joined by AND, each metadata['name']:'value', charge:'…' or status:'…'.</summary>
internal sealed partial class RefundQuery
{
    private readonly List<(string Field, string? Name, string Value)> _clauses = [];

    /// <returns>Null when the text is not such a query.</returns>
    public static RefundQuery? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var query = new RefundQuery();
        foreach (var part in text.Split(" AND ", StringSplitOptions.TrimEntries))
        {
            var match = Clause().Match(part);
            if (!match.Success) return null;
            var name = match.Groups["name"];
            query._clauses.Add((match.Groups["field"].Value, name.Success ? name.Value : null, match.Groups["value"].Value));
        }

        return query;
    }

    public bool Fits(TargetEffect refund, string status) => _clauses.TrueForAll(clause => clause.Field switch
    {
        "metadata" => refund.Metadata.Text(clause.Name ?? "") == clause.Value,
        "charge" => refund.Subject == clause.Value,
        _ => status == clause.Value,
    });

    [GeneratedRegex("""^(?:(?<field>metadata)\[['"](?<name>[^'"]+)['"]\]|(?<field>charge|status))\s*:\s*['"](?<value>[^'"]*)['"]$""")]
    private static partial Regex Clause();
}
