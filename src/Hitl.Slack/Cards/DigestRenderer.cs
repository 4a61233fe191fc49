using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.Cards;

/// <summary>Turns a digest into Slack blocks. Nothing is decided on it; each line leads to the request in the console.</summary>
public static class DigestRenderer
{
    private const int LongestLine = 400;

    /// <summary>Renders a digest.</summary>
    /// <param name="face">What to show.</param>
    /// <param name="console">The console's address; null leaves the links out.</param>
    public static RenderedCard Render(DigestFace face, Uri? console = null)
    {
        var title = face.Waiting switch
        {
            0 => "Everything that waited in this list has a card now, or is over",
            1 => "1 more request waits for your decision",
            var many => string.Create(CultureInfo.InvariantCulture, $"{many} more requests wait for your decision"),
        };
        var blocks = new JsonArray(BlockKit.Header(title));
        if (face.Waiting > 0) blocks.Add(BlockKit.Section("You have as many open cards as fit. The next one comes as soon as you decide one; all of them are in the Home tab and in the console, where similar ones can be decided together."));
        foreach (var (index, line) in face.Lines.Take(DigestFace.MostLines).Index()) blocks.Add(Line(line, index, console));
        if (face.Waiting > face.Lines.Count && face.Lines.Count > 0)
            blocks.Add(BlockKit.Context(string.Create(CultureInfo.InvariantCulture, $"{face.Waiting - face.Lines.Count} more are not listed here.")));
        var text = SlackText.Literal(title);
        return new(blocks, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blocks.ToJsonString() + "\n" + text))), false);
    }

    private static JsonObject Line(DigestLine line, int index, Uri? console)
    {
        var section = BlockKit.Section(ShownText.Clip(ShownText.Line(line.Text), LongestLine));
        if (console is null) return section;
        var button = BlockKit.Button("Open", string.Create(CultureInfo.InvariantCulture, $"hitl.link.{index}"), "open");
        button["url"] = $"{console.ToString().TrimEnd('/')}/requests/{Uri.EscapeDataString(line.Request.Value)}";
        section["accessory"] = button;
        return section;
    }
}
