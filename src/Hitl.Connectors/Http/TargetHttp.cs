using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.FailPoints;
using Hitl.Peers;

namespace Hitl.Connectors.Http;

/// <summary>Calls one target over HTTP, once per call, and says how far the call got. Never throws for what the network does.</summary>
public sealed class TargetHttp : IDisposable
{
    /// <summary>Longest answer read, 1 MiB; a longer one is cut and unknown.</summary>
    public const int LongestAnswer = 1 << 20;

    private const int LongestDetail = 300;
    private readonly HttpClient _client;
    private readonly string _secret;

    internal TargetHttp(TargetOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        Base = TargetUrl.Read(options, out var problem) ?? throw new ArgumentException($"executor.url: {problem}.", nameof(options));
        _secret = options.Secret;
        _client = new(TargetConnection.Handler(options, resolve ?? Dns.GetHostAddressesAsync)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The configured base address.</summary>
    public Uri Base { get; }

    /// <summary>Sends once and reads the answer.</summary>
    /// <param name="request">What is sent; the caller disposes it.</param>
    /// <param name="timeout">How long the whole call may take.</param>
    /// <param name="cancel">Stops waiting, with an exception.</param>
    public async Task<Exchange> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(timeout);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            FailPoint.Hit("W3");
            return await ReadAsync(answer, deadline.Token);
        }
        catch (HttpRequestException failure) when (NotSentCode(failure) is { } code)
        {
            return new(ExchangeKind.NotSent, 0, null, code);
        }
        catch (Exception failure) when (PeerFailure.IsAway(failure) || failure is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return new(ExchangeKind.Unknown, 0, null, failure is OperationCanceledException ? $"no answer within {timeout.TotalSeconds:0.#} s" : "the answer was cut off");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Takes our secret out of a text and shortens it, so that it may be stored and shown.</summary>
    public string Masked(string text)
    {
        var masked = text.Replace(_secret, "***", StringComparison.Ordinal);
        return masked.Length <= LongestDetail ? masked : string.Concat(masked.AsSpan(0, LongestDetail), "…");
    }

    private async Task<Exchange> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400) return new(ExchangeKind.Unknown, status, null, "executor.redirect");
        if (await WholeAsync(answer, cancel) is not { } bytes) return new(ExchangeKind.Unknown, status, null, $"HTTP {status}, answer longer than {LongestAnswer} bytes");
        var body = Parse(bytes);
        return new(ExchangeKind.Answered, status, body, Masked(body is null ? $"HTTP {status}, not JSON" : $"HTTP {status}{Words(body)}"));
    }

    private static async Task<byte[]?> WholeAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (copy.Length + read > LongestAnswer) return null;
            await copy.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return copy.ToArray();
    }

    private static JsonObject? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = 32, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Words(JsonObject body) => body["error"] switch
    {
        JsonObject error => $" {error.Text("code") ?? error.Text("type")}: {error.Text("message")}",
        JsonValue error => $" {error}",
        _ => "",
    };

    private static string? NotSentCode(HttpRequestException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressDeniedException) return "executor.address_denied";
            if (cause is AuthenticationException) return "executor.tls";
            if (cause is SocketException && failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) return "executor.no_connection";
        }

        return failure.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => "executor.tls",
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => "executor.no_connection",
            _ => null,
        };
    }
}
