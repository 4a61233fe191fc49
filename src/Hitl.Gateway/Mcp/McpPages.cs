using System.Text.Json;
using Hitl.Client;

namespace Hitl.Gateway.Mcp;

/// <summary>Lists for a model: as many whole items as fit, and the place to go on from.</summary>
internal static class McpPages
{
    /// <summary>Longest list, in bytes of JSON: far below the megabyte that clients take, and still a lot to read.</summary>
    public const int Longest = 256 * 1024;

    /// <summary>How many of the items fit; at least one.</summary>
    public static int Fit<T>(IReadOnlyList<T> items)
    {
        var bytes = 0;
        for (var i = 0; i < items.Count; i++)
        {
            bytes += JsonSerializer.SerializeToUtf8Bytes(items[i], HitlJson.Options).Length + 1;
            if (bytes > Longest) return Math.Max(1, i);
        }

        return items.Count;
    }
}
