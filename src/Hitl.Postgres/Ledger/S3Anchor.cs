using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Checkpoints in a bucket with object lock: one object each, named by its size, that nobody can delete or replace before its time.</summary>
internal sealed class S3Anchor(S3AnchorOptions options, SealStore store, CheckpointKey key, TimeProvider time) : ICheckpointSink
{
    private const int LongestAnswer = 1024 * 1024;

    private readonly SignedS3Call _calls = new(options, time);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LongestAnswer,
    };

    public string Sink => $"{options.Endpoint!.Scheme}://{options.Endpoint.Authority}/{options.Bucket}/{options.Prefix}";

    public async Task<int> PushAsync(CancellationToken cancel)
    {
        var taken = 0;
        foreach (var note in await store.NotesAboveAsync(await store.AnchoredAsync(Sink, cancel), cancel))
        {
            var size = key.Read(note)!.Size;
            using var put = Put(size, Encoding.UTF8.GetBytes(note));
            using var answer = await _http.SendAsync(put, cancel);
            answer.EnsureSuccessStatusCode();
            await store.NoteAnchoredAsync(Sink, size, cancel);
            taken++;
        }

        return taken;
    }

    /// <summary>The newest object above the database's own head, or else the newest one the database knows to be there.</summary>
    public async Task<Checkpoint?> NewestAsync(CancellationToken cancel)
    {
        var head = (await store.HeadAsync(cancel)).Sequence;
        var known = await store.AnchoredAsync(Sink, cancel);
        var above = await NamesAsync(Name(head), cancel);
        var name = above.Count > 0 ? above[^1] : known > 0 ? Name(known) : null;
        if (name is null) return null;
        using var get = _calls.Make(HttpMethod.Get, name, [], [], new Dictionary<string, string>());
        using var answer = await _http.SendAsync(get, cancel);
        answer.EnsureSuccessStatusCode();
        return key.Read(await answer.Content.ReadAsStringAsync(cancel));
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Put(long size, byte[] note) => _calls.Make(HttpMethod.Put, Name(size), [], note, new Dictionary<string, string>
    {
        // S3 refuses a locked object without one; it guards against nothing but transmission errors.
#pragma warning disable CA5351
        ["content-md5"] = Convert.ToBase64String(MD5.HashData(note)),
#pragma warning restore CA5351
        ["content-type"] = "text/plain",
        ["x-amz-object-lock-mode"] = "COMPLIANCE",
        ["x-amz-object-lock-retain-until-date"] = time.GetUtcNow().AddDays(options.LockDays).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    });

    private async Task<IReadOnlyList<string>> NamesAsync(string after, CancellationToken cancel)
    {
        using var list = _calls.Make(HttpMethod.Get, "", [("list-type", "2"), ("prefix", options.Prefix), ("start-after", after)], [], new Dictionary<string, string>());
        using var answer = await _http.SendAsync(list, cancel);
        answer.EnsureSuccessStatusCode();
        try
        {
            var told = XDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            return [.. told.Descendants().Where(node => node.Name.LocalName == "Key").Select(node => node.Value).Where(name => name.StartsWith(options.Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        }
        catch (System.Xml.XmlException malformed)
        {
            throw new HttpRequestException("The store's list of objects is no XML.", malformed);
        }
    }

    // Of one length, so that the order of names is the order of sizes.
    private string Name(long size) => string.Create(CultureInfo.InvariantCulture, $"{options.Prefix}{Seal.MainChain}-{size:D19}.txt");
}
