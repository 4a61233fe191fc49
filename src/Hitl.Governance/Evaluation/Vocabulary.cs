using System.Collections.Frozen;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>A number for each word that a catalog's rules bound requests by: a request's words are looked up once and held against every rule as numbers.</summary>
internal sealed class Vocabulary
{
    /// <summary>Of a bound that any word satisfies.</summary>
    public const int Any = 0;

    // Equal to no bound.
    private const int Unknown = -1;

    private readonly FrozenDictionary<string, int> _numbers;

    // Currencies first: there are fewer than two hundred, so that their numbers fit into two bytes.
    private Vocabulary(IReadOnlyCollection<Rule> rules) => _numbers = rules.SelectMany(rule => rule.Amounts.Keys)
        .Concat(rules.SelectMany(rule => rule.Segments.Concat(rule.Channels))).Distinct(StringComparer.Ordinal)
        .Select((word, index) => (word, number: index + 1)).ToFrozenDictionary(pair => pair.word, pair => pair.number, StringComparer.Ordinal);

    /// <summary>The words of these rules.</summary>
    public static Vocabulary Of(IEnumerable<Rule> rules) => new([.. rules]);

    /// <summary>The request as rules meet it.</summary>
    public NumberedRequest Read(ActionRequest request) => new(request.Amount?.Minor ?? 0, NumberOf(request.Amount?.Currency), NumberOf(request.Customer.Segment), NumberOf(request.Channel));

    /// <summary>The number of a bound's only word; <see cref="Any"/> where it names none, or several.</summary>
    public int NumberOfOnly(IEnumerable<string> words) => words.ToList() is [var only] ? _numbers[only] : Any;

    private int NumberOf(string? word) => word is not null && _numbers.TryGetValue(word, out var number) ? number : Unknown;
}
