using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Postgres.Ledger;

/// <summary>Signs calls as S3 asks: AWS Signature Version 4, every header that is sent being signed, the body by its SHA-256.</summary>
/// <remarks>Source: AWS, “Authenticating Requests (AWS Signature Version 4)”.</remarks>
internal sealed class SignedS3Call(S3AnchorOptions options, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>One call on an object of the bucket, or on the bucket itself.</summary>
    /// <param name="method">GET or PUT.</param>
    /// <param name="name">The object; empty for the bucket.</param>
    /// <param name="query">Parameters, in the order of their names.</param>
    /// <param name="body">What is put.</param>
    /// <param name="headers">More headers, lower-case.</param>
    public HttpRequestMessage Make(HttpMethod method, string name, IReadOnlyList<(string Name, string Value)> query, byte[] body, IReadOnlyDictionary<string, string> headers)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var stamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var path = $"{options.Endpoint!.AbsolutePath.TrimEnd('/')}/{options.Bucket}{(name.Length > 0 ? "/" + Spelled(name, keepsSlash: true) : "")}";
        var parameters = string.Join('&', query.Select(pair => $"{Spelled(pair.Name)}={Spelled(pair.Value)}"));
        var signed = new SortedDictionary<string, string>(headers.ToDictionary(), StringComparer.Ordinal)
        {
            ["host"] = options.Endpoint.IsDefaultPort ? options.Endpoint.Host : options.Endpoint.Authority,
            ["x-amz-content-sha256"] = Hex(SHA256.HashData(body)),
            ["x-amz-date"] = stamp,
        };
        var message = new HttpRequestMessage(method, new Uri(options.Endpoint, path + (parameters.Length > 0 ? "?" + parameters : "")));
        if (method == HttpMethod.Put) message.Content = new ByteArrayContent(body);
        foreach (var (header, value) in signed.Where(pair => pair.Key != "host"))
            if (!message.Headers.TryAddWithoutValidation(header, value)) message.Content!.Headers.TryAddWithoutValidation(header, value);
        message.Headers.TryAddWithoutValidation("Authorization", Authorization(method, path, parameters, signed, stamp));
        return message;
    }

    private string Authorization(HttpMethod method, string path, string parameters, SortedDictionary<string, string> headers, string stamp)
    {
        var names = string.Join(';', headers.Keys);
        var canonical = $"{method.Method}\n{path}\n{parameters}\n{string.Concat(headers.Select(pair => $"{pair.Key}:{pair.Value.Trim()}\n"))}\n{names}\n{headers["x-amz-content-sha256"]}";
        var scope = $"{stamp[..8]}/{options.Region}/s3/aws4_request";
        var key = new[] { stamp[..8], options.Region, "s3", "aws4_request" }
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + options.SecretAccessKey), (made, part) => HMACSHA256.HashData(made, Encoding.UTF8.GetBytes(part)));
        var text = $"{Algorithm}\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return $"{Algorithm} Credential={options.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Spelled(string text, bool keepsSlash = false) =>
        keepsSlash ? string.Join('/', text.Split('/').Select(Uri.EscapeDataString)) : Uri.EscapeDataString(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
