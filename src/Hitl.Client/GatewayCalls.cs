using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hitl.Client.Problems;
using Hitl.Peers;

namespace Hitl.Client;

/// <summary>Sends calls, reads problems, and retries while the gateway is away.</summary>
internal sealed class GatewayCalls(HttpClient http, AuthenticationHeaderValue? credential, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static HttpRequestMessage Post(string path, object body, string? idempotencyKey)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), HitlJson.Options))
            {
                Headers = { ContentType = new("application/json") },
            },
        };
        // Not validated here: the gateway says what is wrong with a key, in the words it uses for everybody.
        if (idempotencyKey is not null) message.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return message;
    }

    public static HttpRequestMessage PostText(string path, string text, string mediaType) =>
        new(HttpMethod.Post, path) { Content = new StringContent(text, Encoding.UTF8, mediaType) };

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(HitlJson.Options, cancel) ?? throw Unreadable(null);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw Unreadable(error);
        }
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken cancel)
    {
        using var answer = await SendAsync(() => new(HttpMethod.Get, path), cancel);
        return await ReadAsync<T>(answer, cancel);
    }

    public async Task<T> PostAsync<T>(string path, object body, string? idempotencyKey, CancellationToken cancel)
    {
        using var answer = await SendAsync(() => Post(path, body, idempotencyKey), cancel);
        return await ReadAsync<T>(answer, cancel);
    }

    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> call, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(call, cancel);
            }
            catch (HitlApiException error) when (error.IsTransient && Pause(error, attempt) is var pause && clock.GetElapsedTime(started) + pause <= Patience)
            {
                await Task.Delay(pause, clock, cancel);
            }
        }
    }

    private static TimeSpan Pause(HitlApiException error, int attempt) =>
        error.RetryAfter ?? TimeSpan.FromMilliseconds(Math.Min(1000, 100 << Math.Min(attempt, 4)));

    private static HitlApiException Unreadable(Exception? inner) => new("gateway.unreadable", "The gateway's answer could not be read.", inner);

    private async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> call, CancellationToken cancel)
    {
        using var message = call();
        message.Headers.Authorization = credential;
        message.Headers.Accept.ParseAdd("application/json");
        HttpResponseMessage? answer = null;
        try
        {
            answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
            // An answer that is cut in the middle is none; what is exported is read as it comes.
            if (answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json") await answer.Content.LoadIntoBufferAsync(cancel);
        }
        catch (Exception error) when (PeerFailure.IsAway(error))
        {
            answer?.Dispose();
            throw new HitlApiException("gateway.unreachable", $"No gateway at {http.BaseAddress}: {error.Message}", error);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await RefusalAsync(answer, cancel);
    }

    private async Task<HitlApiException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var retryAfter = answer.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - clock.GetUtcNow() : null;
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var problem = isProblem ? await ReadAsync<Problem>(answer, cancel) : new() { Title = answer.ReasonPhrase ?? "", Code = Unnamed(answer.StatusCode) };
        return new(problem with { Status = (int)answer.StatusCode }, retryAfter < TimeSpan.Zero ? TimeSpan.Zero : retryAfter);
    }

    private static string Unnamed(HttpStatusCode status) => "http." + (int)status;
}
