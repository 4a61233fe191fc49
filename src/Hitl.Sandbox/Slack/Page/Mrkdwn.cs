using System.Text.RegularExpressions;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Shows Slack's markup as Slack does: links, mentions, bold, italic, strike, code, quotes, emoji.</summary>
/// <remarks>Markup that data smuggled in is shown in effect, so that it is noticed here and not first in production.</remarks>
internal sealed partial class Mrkdwn(Workspace workspace)
{
    public Html Render(string text)
    {
        var kept = new List<string>();
        var rest = text.Replace("\uE000", "").Replace("\uE001", "");
        rest = Fence().Replace(rest, match => Keep(kept, $"<pre>{Literal(match.Groups[1].Value.Trim('\n'))}</pre>"));
        rest = Code().Replace(rest, match => Keep(kept, $"<code>{Literal(match.Groups[1].Value)}</code>"));
        rest = Control().Replace(rest, match => Keep(kept, Controlled(match.Groups[1].Value)));
        rest = BareUrl().Replace(rest, match => Keep(kept, Link(match.Value, match.Value)));
        rest = Html.Text(Decode(Emoji.In(rest))).Value.Replace("&#xA;", "\n");
        rest = Bold().Replace(rest, "<strong>$1</strong>");
        rest = Italic().Replace(rest, "<em>$1</em>");
        rest = Strike().Replace(rest, "<del>$1</del>");
        rest = Quote().Replace(rest, "<blockquote>$1</blockquote>").Replace("\n", "<br>");
        return new(Kept().Replace(rest, match => kept[int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]));
    }

    private static string Keep(List<string> kept, string markup)
    {
        kept.Add(markup);
        return $"\uE000{kept.Count - 1}\uE001";
    }

    private string Controlled(string inside)
    {
        var parts = inside.Split('|', 2);
        var label = parts.Length > 1 ? parts[1] : null;
        return parts[0] switch
        {
            ['@', .. var user] => Mention("@" + (workspace.User(user)?.RealName ?? label ?? user)),
            ['#', .. var channel] => Mention("#" + (workspace.Channel(channel)?.Name ?? label ?? channel)),
            ['!', 's', 'u', 'b', ..] => Mention(label ?? "@group"),
            ['!', 'd', 'a', 't', 'e', ..] => Literal(label ?? ""),
            ['!', .. var all] => Mention("@" + all),
            var url => Link(url, label ?? url),
        };
    }

    private static string Mention(string text) => $"<span class=\"mention\">{Literal(text)}</span>";

    private static string Link(string url, string label) => Uri.TryCreate(url, UriKind.Absolute, out var target) && target.Scheme is "http" or "https" or "mailto"
        ? $"<a href=\"{Literal(url)}\" rel=\"noopener noreferrer\" target=\"_blank\">{Literal(label)}</a>"
        : Literal(label);

    private static string Literal(string text) => Html.Text(Decode(text)).Value;

    private static string Decode(string text) => text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");

    [GeneratedRegex("```(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("<([^<>\n]+)>")]
    private static partial Regex Control();

    [GeneratedRegex("https?://[^\\s<>\uE000]+")]
    private static partial Regex BareUrl();

    [GeneratedRegex(@"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")]
    private static partial Regex Italic();

    [GeneratedRegex(@"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")]
    private static partial Regex Strike();

    [GeneratedRegex("^&gt; ?(.*)$\n?", RegexOptions.Multiline)]
    private static partial Regex Quote();

    // In the form the encoder gives the two marks.
    [GeneratedRegex("&#xE000;(\\d+)&#xE001;")]
    private static partial Regex Kept();
}
