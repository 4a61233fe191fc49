using System.Text.Json.Nodes;

namespace Hitl.Cli;

/// <summary>What Slack's manifest schema (2.0.0) asks of an app manifest: known members, lengths, counts, and addresses where the transport needs them.</summary>
internal static class SlackManifest
{
    private const int LongestUrl = 3_500;

    // Members by the path they stand under; a manifest with another one is refused by Slack as a whole.
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [""] = ["_metadata", "display_information", "features", "oauth_config", "settings"],
        ["display_information"] = ["name", "description", "long_description", "background_color"],
        ["features"] = ["app_home", "bot_user", "slash_commands", "shortcuts", "unfurl_domains"],
        ["features.app_home"] = ["home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"],
        ["features.bot_user"] = ["display_name", "always_online"],
        ["features.slash_commands[]"] = ["command", "url", "description", "usage_hint", "should_escape"],
        ["features.shortcuts[]"] = ["name", "type", "callback_id", "description"],
        ["oauth_config"] = ["redirect_urls", "scopes"],
        ["oauth_config.scopes"] = ["bot", "user"],
        ["settings"] = ["event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled", "is_hosted", "allowed_ip_address_ranges"],
        ["settings.event_subscriptions"] = ["request_url", "bot_events", "user_events", "metadata_subscriptions"],
        ["settings.event_subscriptions.metadata_subscriptions[]"] = ["app_id", "event_type"],
        ["settings.interactivity"] = ["is_enabled", "request_url", "message_menu_options_url"],
    };

    private static readonly (string Path, int Least, int Most)[] Lengths =
    [
        ("display_information.name", 1, 35), ("display_information.description", 1, 140), ("display_information.long_description", 175, 4_000),
        ("features.bot_user.display_name", 1, 80), ("features.slash_commands[].command", 2, 32), ("features.slash_commands[].description", 1, 2_000),
        ("features.slash_commands[].usage_hint", 1, 1_000), ("features.slash_commands[].url", 1, 3_000), ("features.shortcuts[].name", 1, 24),
        ("settings.event_subscriptions.request_url", 1, LongestUrl), ("settings.interactivity.request_url", 1, LongestUrl),
        ("settings.event_subscriptions.metadata_subscriptions[].event_type", 1, 50),
    ];

    private static readonly (string Path, int Most)[] Counts =
    [
        ("features.slash_commands", 50), ("features.shortcuts", 10), ("settings.event_subscriptions.bot_events", 100), ("settings.event_subscriptions.metadata_subscriptions", 20),
        ("oauth_config.redirect_urls", 1_000), ("oauth_config.scopes.bot", 255), ("oauth_config.scopes.user", 255),
    ];

    private static readonly string[] Switches =
    [
        "features.app_home.home_tab_enabled", "features.app_home.messages_tab_enabled", "features.app_home.messages_tab_read_only_enabled", "features.bot_user.always_online",
        "settings.interactivity.is_enabled", "settings.org_deploy_enabled", "settings.socket_mode_enabled", "settings.token_rotation_enabled",
    ];

    /// <summary>Everything Slack would refuse about a manifest; empty when it takes it.</summary>
    public static IReadOnlyList<string> Check(JsonObject manifest)
    {
        var problems = new List<string>();
        foreach (var (path, known) in Members) foreach (var (at, node) in Find(manifest, path)) problems.AddRange(Unknown(at, node, known));
        foreach (var (path, least, most) in Lengths)
        {
            foreach (var (at, node) in Find(manifest, path))
                if (Text(node) is not { } text || text.Length < least || text.Length > most) problems.Add($"{at} must be a text of {least} to {most} characters.");
        }

        foreach (var (path, most) in Counts) foreach (var (at, node) in Find(manifest, path)) if (node is not JsonArray list || list.Count > most) problems.Add($"{at} must be a list of at most {most}.");
        foreach (var path in Switches) foreach (var (at, node) in Find(manifest, path)) if (node?.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)) problems.Add($"{at} must be true or false.");
        problems.AddRange(Meaning(manifest));
        return problems;
    }

    private static IEnumerable<string> Unknown(string at, JsonNode? node, string[] known)
    {
        if (node is not JsonObject members) return [$"{(at.Length == 0 ? "The manifest" : at)} must be an object."];
        return members.Select(member => member.Key).Where(name => !known.Contains(name, StringComparer.Ordinal)).Select(name => $"{(at.Length == 0 ? name : at + "." + name)} is not a member Slack knows.");
    }

    private static IEnumerable<string> Meaning(JsonObject manifest)
    {
        if (Text(At(manifest, "display_information.name")) is null) yield return "display_information.name is required.";
        foreach (var (at, node) in Find(manifest, "features.slash_commands[].command")) if (Text(node)?.StartsWith('/') != true) yield return $"{at} must begin with a slash.";
        var isSocket = At(manifest, "settings.socket_mode_enabled")?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        foreach (var path in new[] { "settings.event_subscriptions.request_url", "settings.interactivity.request_url", "features.slash_commands[].url" })
        {
            var found = Find(manifest, path).ToList();
            if (!isSocket && found.Count == 0) yield return $"{path} is required for signed HTTP.";
            foreach (var (at, node) in found) if (!Uri.TryCreate(Text(node), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps) yield return $"{at} must be an https address.";
        }

        foreach (var node in At(manifest, "oauth_config.redirect_urls") as JsonArray ?? [])
            if (!Uri.TryCreate(Text(node), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps) yield return "oauth_config.redirect_urls must be https addresses.";
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? At(JsonObject root, string path) => Find(root, path).FirstOrDefault().Node;

    // Every node a path leads to; [] stands for each entry of a list. A path that leads nowhere has none.
    private static IEnumerable<(string At, JsonNode? Node)> Find(JsonNode? root, string path)
    {
        IEnumerable<(string At, JsonNode? Node)> found = [("", root)];
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.TrimEnd('[', ']');
            found = found.Where(here => here.Node is JsonObject members && members.ContainsKey(name)).Select(here => (here.At.Length == 0 ? name : here.At + "." + name, here.Node![name]));
            if (part.EndsWith("[]", StringComparison.Ordinal))
                found = found.Where(here => here.Node is JsonArray).SelectMany(here => here.Node!.AsArray().Select((item, index) => ($"{here.At}[{index}]", item)));
            found = found.ToList();
        }

        return found;
    }
}
