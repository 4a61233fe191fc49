using System.Globalization;

namespace Hitl.Gateway.Problems;

/// <summary>Refusals more than one door gives, so that one rule has one wording.</summary>
internal static class Refusals
{
    public static Refusal RequestNotFound { get; } = new(404, "request.not_found", "There is no such request.");

    public static Refusal NoActiveCatalog { get; } = new(503, "catalog.none_active", "No catalog is active yet; nothing can be decided.") { RetryAfter = 5 };

    public static Refusal StorageUnavailable { get; } =
        new(503, "storage.unavailable", "The store did not answer. Nothing was changed that you were not told of; try again with the same key.") { RetryAfter = 1 };

    public static Refusal UnknownField(string field, IEnumerable<string> known) =>
        new(400, "field.unknown", $"There is no field '{Quoted.Cut(field)}' here. Known fields: {string.Join(", ", known)}.") { Field = Quoted.Cut(field) };

    public static Refusal Required(string field, string what) => new(400, "field.required", $"'{field}' is missing: {what}.") { Field = field };

    public static Refusal WrongType(string field, string expected) => new(400, "field.type", $"'{field}' must be {expected}.") { Field = field };

    public static Refusal TooLong(string field, int limit, string unit = "characters") =>
        new(400, "text.too_long", string.Create(CultureInfo.InvariantCulture, $"'{field}' is too long: the limit is {limit:N0} {unit}.")) { Field = field };
}
