using System.Net.Http.Headers;
using System.Text;
using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Checkpoints kept by somebody else, over HTTP: each signed note is posted until it is accepted, byte for byte the same.</summary>
internal sealed class HttpAnchor(Uri address, string? token, SealStore store, CheckpointKey key) : ICheckpointSink
{
    private const int LongestAnswer = 64 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LongestAnswer,
    };

    public string Sink { get; } = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Posts what the sink does not have yet, oldest first; how many it took.</summary>
    /// <exception cref="HttpRequestException">It could not be reached or refused; what it took before is noted.</exception>
    public async Task<int> PushAsync(CancellationToken cancel)
    {
        var taken = 0;
        foreach (var note in await store.NotesAboveAsync(await store.AnchoredAsync(Sink, cancel), cancel))
        {
            using var post = Message(HttpMethod.Post);
            post.Content = new StringContent(note, Encoding.UTF8, "text/plain");
            using var answer = await _http.SendAsync(post, cancel);
            answer.EnsureSuccessStatusCode();
            await store.NoteAnchoredAsync(Sink, key.Read(note)!.Size, cancel);
            taken++;
        }

        return taken;
    }

    /// <summary>The newest checkpoint as the sink has it; null when it tells none, or none of ours.</summary>
    public async Task<Checkpoint?> NewestAsync(CancellationToken cancel)
    {
        using var get = Message(HttpMethod.Get);
        using var answer = await _http.SendAsync(get, cancel);
        return answer.IsSuccessStatusCode ? key.Read(await answer.Content.ReadAsStringAsync(cancel)) : null;
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(HttpMethod method)
    {
        var message = new HttpRequestMessage(method, address);
        if (token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return message;
    }
}
