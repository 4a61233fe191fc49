using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hitl.Postgres.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Hitl.Tests.Postgres;

/// <summary>A small S3-like store with object lock. It works the signature out from what arrived, by itself, and refuses what real stores refuse.</summary>
internal sealed class LockedBucket(WebApplication app) : IAsyncDisposable
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public SortedDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DateTimeOffset> Locks { get; } = new(StringComparer.Ordinal);

    public List<string> Refused { get; } = [];

    public S3AnchorOptions Options => new()
    {
        Endpoint = new(app.Urls.First()), Bucket = "ledger-anchors", Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = Secret, LockDays = 30,
    };

    public static async Task<LockedBucket> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var bucket = new LockedBucket(app);
        app.Map("/{**path}", bucket.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return bucket;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        if (Problem(request, body) is { } problem)
        {
            Refused.Add(problem);
            return Results.Text($"<Error><Code>{problem}</Code></Error>", "application/xml", statusCode: 403);
        }

        var name = request.Path.Value!["/ledger-anchors".Length..].TrimStart('/');
        if (request.Method == "PUT") return Put(request, name, body);
        if (name.Length > 0) return Objects.TryGetValue(name, out var text) ? Results.Text(text) : Results.NotFound();
        var after = request.Query["start-after"].ToString();
        var keys = Objects.Keys.Where(key => string.CompareOrdinal(key, after) > 0 && key.StartsWith(request.Query["prefix"].ToString(), StringComparison.Ordinal));
        return Results.Text($"<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{string.Concat(keys.Select(key => $"<Contents><Key>{key}</Key></Contents>"))}</ListBucketResult>", "application/xml");
    }

    private IResult Put(HttpRequest request, string name, byte[] body)
    {
        var isWhole = request.Headers["Content-MD5"].ToString() == Convert.ToBase64String(MD5.HashData(body));
        var until = DateTimeOffset.Parse(request.Headers["x-amz-object-lock-retain-until-date"].ToString(), CultureInfo.InvariantCulture);
        var isLocked = request.Headers["x-amz-object-lock-mode"] == "COMPLIANCE";
        if (!isWhole || !isLocked || Objects.ContainsKey(name))
        {
            Refused.Add($"{name}: md5 {isWhole}, locked {isLocked}, there {Objects.ContainsKey(name)}");
            return Results.BadRequest();
        }

        (Objects[name], Locks[name]) = (Encoding.UTF8.GetString(body), until);
        return Results.Ok();
    }

    private static string? Problem(HttpRequest request, byte[] body)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2);
        if (parts is not ["AWS4-HMAC-SHA256", var fields]) return "MissingAuthorization";
        var named = fields.Split(", ").Select(field => field.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var headers = named["SignedHeaders"].Split(';');
        // Whatever could change what is done must be signed.
        if (request.Headers.Keys.Any(key => key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !headers.Contains(key.ToLowerInvariant()))) return "UnsignedHeader";
        var hash = Hex(SHA256.HashData(body));
        if (request.Headers["x-amz-content-sha256"] != hash) return "XAmzContentSHA256Mismatch";
        var query = string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
        var path = new Uri(request.GetEncodedUrl()).AbsolutePath;
        var canonical = new StringBuilder().Append(request.Method).Append('\n').Append(path).Append('\n').Append(query).Append('\n');
        foreach (var header in headers) canonical.Append(header).Append(':').Append(header == "host" ? request.Host.Value : request.Headers[header].ToString()).Append('\n');
        canonical.Append('\n').Append(named["SignedHeaders"]).Append('\n').Append(hash);
        var scope = named["Credential"].Split('/', 2)[1];
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var step in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) == named["Signature"] ? null : "SignatureDoesNotMatch";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
