using System.Globalization;
using System.Text.Json;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Intake;

/// <summary>Money at the door: integer minor units of a currency in circulation.</summary>
internal static class AmountCheck
{
    /// <summary>Largest amount: every integer up to here survives JSON readers that use floating numbers.</summary>
    private const long Largest = 9_007_199_254_740_991;

    public static void Check(List<FieldProblem> problems, ActionDefinition action, RequestDraft draft)
    {
        var isAbsent = draft.AmountMinor is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };
        if (!action.HasAmount)
        {
            if (!isAbsent || draft.Currency is not null)
                problems.Add(new(FieldProblems.FieldUnknown, "amount", $"Action '{action.Name}' takes no amount."));
            return;
        }

        if (isAbsent) problems.Add(new(FieldProblems.FieldRequired, "amount", $"Action '{action.Name}' needs an amount."));
        else if (!IsMinor(draft.AmountMinor!.Value))
            problems.Add(new(FieldProblems.MoneyInvalid, "amount", "Use minor units as an integer above 0, e.g. 12500 for EUR 125.00."));
        if (!Iso4217.TryGetExponent(draft.Currency, out _))
            problems.Add(new(FieldProblems.MoneyCurrency, "currency", $"'{FieldText.Cut(draft.Currency ?? "")}' is not an ISO 4217 code in upper case, such as USD."));
    }

    private static bool IsMinor(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number
        // The raw text, because 1e3 and 42.0 are integers to a lenient reader and must not be to us.
        && long.TryParse(element.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
        && minor is > 0 and <= Largest;
}
