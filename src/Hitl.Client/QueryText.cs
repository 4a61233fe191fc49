using System.Globalization;
using System.Text;
using Hitl.Client.Audit;
using Hitl.Client.Requests;

namespace Hitl.Client;

/// <summary>Writes filters as a query string, in the spelling the gateway reads.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _text = new();

    public static string Of(RequestQuery query)
    {
        var text = new QueryText();
        foreach (var state in query.States) text.Add("state", state);
        return text.Add("actor", query.Actor).Add("asks", query.AsksMe ? "me" : null).Add("cursor", query.Cursor).Add("limit", Number(query.Limit, 50)).ToString();
    }

    public static string Of(LedgerQuery query) =>
        new QueryText().Add("request", query.Request).Add("actor", query.Actor).Add("customer", query.Customer).Add("person", query.Person)
            .Add("kind", query.Kind).Add("approver", query.Approver).Add("action", query.Action).Add("outcome", query.Outcome).Add("currency", query.Currency)
            .Add("amountFrom", query.AmountFrom?.ToString(CultureInfo.InvariantCulture)).Add("amountTo", query.AmountTo?.ToString(CultureInfo.InvariantCulture)).Add("from", Time(query.From)).Add("until", Time(query.Until))
            .Add("cursor", query.Cursor).Add("limit", Number(query.Limit, 100)).ToString();

    public QueryText Add(string name, string? value)
    {
        if (value is not null) _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string? Number(int value, int usual) => value == usual ? null : value.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? value) => value?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
