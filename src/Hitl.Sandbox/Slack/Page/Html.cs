using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Markup that is safe to send: literals as they are, everything interpolated encoded unless it is markup itself.</summary>
internal sealed record Html(string Value)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Html Empty { get; } = new("");

    public static Html Of(Builder builder) => new(builder.ToString());

    public static Html Text(string? text) => new(text is null ? "" : Encoder.Encode(text));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Value)));

    [InterpolatedStringHandler]
    internal sealed class Builder(int literalLength, int holes)
    {
        private readonly StringBuilder _text = new(literalLength + (holes * 16));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Html? markup) => _text.Append(markup?.Value);

        public void AppendFormatted(IEnumerable<Html> markup) => _text.Append(Join(markup).Value);

        public void AppendFormatted(string? text) => _text.Append(Text(text).Value);

        public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public override string ToString() => _text.ToString();
    }
}
