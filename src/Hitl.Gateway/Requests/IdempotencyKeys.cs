using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Requests;

/// <summary>The <c>Idempotency-Key</c> header: 1–255 printable ASCII characters without spaces.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 255;
    private static readonly Refusal Malformed = new(400, "idempotency.format", $"The Idempotency-Key must be 1 to {Longest} printable ASCII characters without spaces, sent once.");

    /// <summary>What is wrong with a key; null when nothing is.</summary>
    public static Refusal? Check(string key) => key.Length is > 0 and <= Longest && key.All(c => c is > ' ' and < '\x7f') ? null : Malformed;

    public static string? Read(HttpRequest request, out Refusal? refusal)
    {
        refusal = request.Headers[Header] switch
        {
            [] => new(400, "idempotency.required", "Send an Idempotency-Key header: one key per request you mean, the same on every retry of it."),
            [{ } key] => Check(key),
            _ => Malformed,
        };
        return refusal is null ? request.Headers[Header].ToString() : null;
    }

    /// <summary>The key if one is there, else a new one: for calls where a key is welcome and not required.</summary>
    public static string ReadOrMake(HttpRequest request, out Refusal? refusal)
    {
        refusal = null;
        return request.Headers[Header].Count == 0 ? Guid.NewGuid().ToString("N") : Read(request, out refusal) ?? "";
    }
}
