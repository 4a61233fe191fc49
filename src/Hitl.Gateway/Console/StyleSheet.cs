using System.Reflection;
using System.Security.Cryptography;

namespace Hitl.Gateway.Console;

/// <summary>The console's one style sheet, embedded; its address names its content, so it may be kept for a year.</summary>
internal static class StyleSheet
{
    private static readonly byte[] Bytes = Load();

    /// <summary>Address with the content's hash.</summary>
    public static string Address { get; } = "/console/style.css?v=" + Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16];

    public static IResult Serve(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(Bytes, "text/css; charset=utf-8");
    }

    private static byte[] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("console.css")
            ?? throw new InvalidOperationException("The style sheet is not embedded.");
        using var held = new MemoryStream();
        stream.CopyTo(held);
        return held.ToArray();
    }
}
