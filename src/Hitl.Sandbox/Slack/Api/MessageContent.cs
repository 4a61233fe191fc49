using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Blocks;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>What a message is to say, judged by Slack's rules.</summary>
/// <param name="Blocks">Null when the call has none; empty when it clears them.</param>
/// <param name="Metadata">Null when the call has none; empty when it clears it.</param>
internal sealed record MessageContent(string? Text, JsonArray? Blocks, JsonObject? Metadata, bool Truncated)
{
    private const int MostPostedText = 40_000;
    private const int MostUpdatedText = 4_000;

    /// <summary>Slack does not publish the limit; we refuse above this many bytes of JSON.</summary>
    private const int MostMetadataBytes = 8_000;

    /// <returns>The content, or the refusal.</returns>
    public static (MessageContent? Content, SlackAnswer? Refusal) Read(SlackArguments arguments, bool update)
    {
        var text = arguments.Text("text") ?? arguments.Text("markdown_text");
        if (update && text?.Length > MostUpdatedText) return Refuse("msg_too_long");
        if (ReadBlocks(arguments, out var blocks) is { } badBlocks) return (null, badBlocks);
        if (ReadMetadata(arguments, out var metadata) is { } badMetadata) return (null, badMetadata);
        if (text is null && blocks is null && !arguments.Has("attachments")) return Refuse("no_text");

        var truncated = text?.Length > MostPostedText;
        return (new(truncated ? text![..MostPostedText] : text, blocks, metadata, truncated), null);
    }

    /// <summary>The new message.</summary>
    public SlackMessage Draft(SlackChannel channel, SlackOptions app, SlackArguments arguments) => new()
    {
        Channel = channel.Id,
        User = app.BotUserId,
        BotId = app.BotId,
        AppId = app.AppId,
        Text = Text ?? "",
        Blocks = Blocks is { Count: > 0 } ? BlockKit.WithIds(Blocks) : null,
        Metadata = Metadata,
        ThreadTs = arguments.Text("thread_ts"),
        UnfurlLinks = arguments.OptionalFlag("unfurl_links"),
        UnfurlMedia = arguments.OptionalFlag("unfurl_media"),
    };

    /// <summary>The message after an update: text alone takes the blocks away, blocks alone leave the text.</summary>
    public SlackMessage Apply(SlackMessage message) => message with
    {
        Text = Text ?? message.Text,
        Blocks = Blocks is { Count: > 0 } ? BlockKit.WithIds(Blocks) : null,
        Metadata = Metadata is null ? message.Metadata : Metadata.Count == 0 ? null : Metadata,
    };

    private static SlackAnswer? ReadBlocks(SlackArguments arguments, out JsonArray? blocks)
    {
        blocks = null;
        if (!arguments.Has("blocks") || arguments.Values.Text("blocks") == "") return null;
        blocks = arguments.Json("blocks") as JsonArray;
        if (blocks is null) return SlackAnswer.Fail("invalid_blocks_format");
        blocks = WireJson.Copy(blocks)!;
        var problems = BlockKit.CheckMessage(blocks);
        if (problems.Any) return SlackAnswer.Fail("invalid_blocks", problems.Messages);
        return BlockKit.TextLength(blocks) > BlockKit.MostMessageText ? SlackAnswer.Fail("msg_blocks_too_long") : null;
    }

    private static SlackAnswer? ReadMetadata(SlackArguments arguments, out JsonObject? metadata)
    {
        metadata = null;
        if (!arguments.Has("metadata")) return null;
        metadata = WireJson.Copy(arguments.Json("metadata") as JsonObject);
        if (metadata is null) return SlackAnswer.Fail("invalid_metadata_format");
        if (metadata.Count == 0) return null;
        if (metadata.Text("event_type") is null || metadata["event_payload"] is not JsonObject) return SlackAnswer.Fail("invalid_metadata_schema");
        return Encoding.UTF8.GetByteCount(WireJson.Write(metadata)) > MostMetadataBytes ? SlackAnswer.Fail("metadata_too_large") : null;
    }

    private static (MessageContent?, SlackAnswer?) Refuse(string error) => (null, SlackAnswer.Fail(error));
}
