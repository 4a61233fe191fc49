using System.Text;
using System.Text.Json;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;
using Microsoft.AspNetCore.Http.Features;

namespace Hitl.Gateway.Catalogs;

/// <summary>Reads a catalog from a body: YAML as it is, or JSON <c>{"files":[{"name","text"}]}</c> for several files.</summary>
internal static class CatalogBodies
{
    // Escapes in JSON make a text longer than it is.
    private const int Largest = CatalogParser.MaxTotalCharacters * 2;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<(IReadOnlyList<CatalogFile>? Files, Refusal? Refusal)> ReadAsync(HttpRequest request, string? file, CancellationToken cancel)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Largest;
        var (body, refusal) = await BodyReader.BytesAsync(request, Largest, cancel);
        if (body is null) return (null, refusal);
        if (!request.HasJsonContentType())
            return TryText(body, out var text) ? ([new(string.IsNullOrEmpty(file) ? "catalog.yaml" : Quoted.Cut(file), text)], null) : (null, NotText());
        if (StrictJson.Parse(body, out refusal) is not { } value) return (null, refusal);
        return Files(value) is { } files ? (files, null) : (null, new(400, "field.invalid", "Send {\"files\":[{\"name\":\"people.yaml\",\"text\":\"…\"}]}, or one file as application/yaml.") { Field = "files" });
    }

    private static List<CatalogFile>? Files(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("files", out var list) || list.ValueKind != JsonValueKind.Array) return null;
        var files = new List<CatalogFile>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "name") is not { Length: > 0 and <= 200 } name || Text(item, "text") is not { } text) return null;
            if (files.Exists(known => known.Name == name)) return null;
            files.Add(new(Quoted.Cut(name), text));
        }

        return files;
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Refusal NotText() => new(400, "body.not_text", "The catalog must be UTF-8 text.");

    private static bool TryText(byte[] body, out string text)
    {
        try
        {
            text = Strict.GetString(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
