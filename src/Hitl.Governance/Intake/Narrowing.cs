using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Intake;

/// <summary>What an approver may make of a request: less of the same, never more and never something else.</summary>
public static class Narrowing
{
    /// <summary>What can be narrowed beside the amount: the parameters that the catalog marks as editable and the request carries.</summary>
    /// <param name="action">The action.</param>
    /// <param name="request">The request.</param>
    public static IReadOnlyList<ParameterDefinition> Editable(ActionDefinition action, ActionRequest request) =>
        [.. action.Parameters.Values.Where(definition => definition.Editable && request.Parameters.Contains(definition.Name))];

    /// <summary>A parameter's value as it is typed into a form: one entry of a list per line.</summary>
    /// <param name="definition">The parameter.</param>
    /// <param name="request">The request.</param>
    public static string Typed(ParameterDefinition definition, ActionRequest request) =>
        definition.Kind == "texts" ? string.Join('\n', request.Parameters.Texts(definition.Name)) : request.Parameters.Text(definition.Name) ?? "";

    /// <summary>What may be typed for a parameter, in words.</summary>
    /// <param name="definition">The parameter.</param>
    public static string Hint(ParameterDefinition definition) => definition.Kind switch
    {
        "integer" => "A whole number, not above the one proposed.",
        "texts" => "One entry per line; entries may only be taken away.",
        _ => "true or false; only true may become false.",
    };

    /// <summary>Applies what was typed.</summary>
    /// <param name="action">The action, from the version the request is decided under.</param>
    /// <param name="request">The request as it stands.</param>
    /// <param name="amount">The amount typed; null when none was asked for.</param>
    /// <param name="typed">Values typed, by parameter.</param>
    /// <returns>The next revision; or what is wrong, under which parameter (null: the amount).</returns>
    public static (ActionRequest? Narrowed, string? Field, string? Problem) Apply(
        ActionDefinition action, ActionRequest request, string? amount, IReadOnlyDictionary<string, string> typed)
    {
        var (money, wrong) = Money(request, amount);
        if (wrong is not null) return (null, null, wrong);
        var values = request.Parameters.ToJson();
        foreach (var definition in Editable(action, request))
        {
            if (!typed.TryGetValue(definition.Name, out var text) || Same(text, Typed(definition, request))) continue;
            if (Narrow(definition, request, text) is not { } value) return (null, definition.Name, $"An edit may only narrow. {Hint(definition)}");
            values[definition.Name] = value;
        }

        var parameters = ActionParameters.From(values);
        if (money == request.Amount && parameters.Equals(request.Parameters)) return (null, null, Nothing(request));
        return (request with { Amount = money, Parameters = parameters, Revision = request.Revision + 1 }, null, null);
    }

    private static string Nothing(ActionRequest request) => request.Amount is { } proposed
        ? $"An edit may only narrow: more than nothing and less than {proposed}, in {proposed.Currency}."
        : "An edit may only narrow, and nothing was changed.";

    private static (Money? Amount, string? Problem) Money(ActionRequest request, string? typed)
    {
        if (request.Amount is not { } proposed || typed is null) return (request.Amount, null);
        if (!Escalations.Requests.Money.TryParse(typed, out var amount)) return (null, $"Type an amount with its currency, such as {proposed}.");
        return amount.Currency != proposed.Currency || amount.Minor <= 0 || amount.Minor > proposed.Minor ? (null, Nothing(request)) : (amount, null);
    }

    private static bool Same(string typed, string now) => Lines(typed).SequenceEqual(Lines(now), StringComparer.Ordinal);

    private static JsonNode? Narrow(ParameterDefinition definition, ActionRequest request, string typed) => definition.Kind switch
    {
        "integer" => Lower(definition, request, typed),
        "texts" => Fewer(definition, request, typed),
        "boolean" => request.Parameters.Text(definition.Name) == "true" && typed.Trim() == "false" ? JsonValue.Create(false) : null,
        _ => null,
    };

    private static JsonValue? Lower(ParameterDefinition definition, ActionRequest request, string typed)
    {
        // Below nothing is another direction, not less of the same.
        return long.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(request.Parameters.Text(definition.Name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var proposed)
            && number < proposed && number >= (definition.Minimum ?? 0) && number >= 0
                ? JsonValue.Create(number)
                : null;
    }

    private static JsonArray? Fewer(ParameterDefinition definition, ActionRequest request, string typed)
    {
        var left = request.Parameters.Texts(definition.Name).ToList();
        var kept = Lines(typed);
        return kept.Count > 0 && kept.TrueForAll(left.Remove) ? new([.. kept.Select(entry => (JsonNode)entry)]) : null;
    }

    private static List<string> Lines(string typed) => [.. typed.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
