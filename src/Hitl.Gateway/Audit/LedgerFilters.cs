using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Postgres.Ledger;

namespace Hitl.Gateway.Audit;

/// <summary>Reads filters of the ledger from a query string; values are compared literally.</summary>
internal static class LedgerFilters
{
    private const int MostRows = 200;
    private static readonly string[] Known = ["request", "actor", "person", "customer", "kind", "approver", "action", "outcome", "currency", "amountFrom", "amountTo", "from", "until", "cursor", "limit", "format"];
    private static readonly TimeSpan WidestRange = TimeSpan.FromDays(400);

    public static LedgerFilter? Read(IQueryCollection query, out Refusal? refusal)
    {
        refusal = query.Keys.FirstOrDefault(key => !Known.Contains(key, StringComparer.Ordinal)) is { } unknown ? Refusals.UnknownField(unknown, Known) : null;
        var from = Time(query, "from", ref refusal);
        var until = Time(query, "until", ref refusal);
        if (from is { } start && until is { } end && (end <= start || end - start > WidestRange))
            refusal ??= new(400, "query.range", $"'until' must lie after 'from', at most {WidestRange.TotalDays:0} days.") { Field = "until" };
        var amountFrom = Amount(query, "amountFrom", ref refusal);
        var amountTo = Amount(query, "amountTo", ref refusal);
        var most = Limits.Read(Text(query, "limit"), 100, MostRows, ref refusal);
        var after = Text(query, "cursor") is { } cursor ? ReadCursor(cursor) : null;
        if (after is null && Text(query, "cursor") is not null) refusal ??= Limits.CursorInvalid;
        if (refusal is not null) return null;
        return new()
        {
            Request = Text(query, "request") is { } request ? new RequestId(request) : null,
            Actor = Text(query, "actor") is { } actor ? new ActorId(actor) : null,
            Person = Text(query, "person") is { } person ? new PersonId(person) : null,
            Customer = Text(query, "customer"),
            Kind = Text(query, "kind"),
            Approver = Text(query, "approver") is { } approver ? new PersonId(approver) : null,
            Action = Text(query, "action"),
            Outcome = Text(query, "outcome"),
            Currency = Text(query, "currency"),
            AmountFrom = amountFrom,
            AmountTo = amountTo,
            From = from,
            Until = until,
            After = after,
            Most = most,
        };
    }

    public static string? WriteCursor(LedgerCursor? cursor) => cursor is null
        ? null
        : Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor.At.UtcTicks}.{cursor.No}")));

    private static LedgerCursor? ReadCursor(string text)
    {
        if (text.Length > 100 || !Base64Url.IsValid(text)) return null;
        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') is [var at, var number]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no)
                ? new(new(ticks, TimeSpan.Zero), no)
                : null;
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static long? Amount(IQueryCollection query, string name, ref Refusal? refusal)
    {
        if (Text(query, name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return minor;
        refusal ??= new(400, "money.invalid", $"'{name}' is an amount in minor units, such as 12500 for 125.00 EUR.") { Field = name };
        return null;
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name, ref Refusal? refusal)
    {
        if (Text(query, name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        refusal ??= new(400, "field.invalid", $"'{name}' is a moment as in 2026-01-31 or 2026-01-31T12:00:00Z.") { Field = name };
        return null;
    }
}
