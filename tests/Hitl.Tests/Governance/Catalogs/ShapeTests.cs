using System.Text;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>Values at the edges of every shape: what it is read as, or what is said about it.</summary>
public sealed class ShapeTests
{
    private static readonly (string Name, Shape Shape, string[] Texts)[] Shapes =
    [
        ("integer 1 to 20", new IntegerShape(1, 20), ["1", "20", "0", "21", "-1", "+1", "01", "1.0", "1e1", " 1", "\"1\"", "''", "x", "[1]", "{a: 1}", "99999999999999999999", "-0"]),
        ("integer -3 to 3", new IntegerShape(-3, 3), ["-3", "-4", "3", "-03"]),
        ("duration 1m to 90d", new DurationShape(TimeSpan.FromMinutes(1), TimeSpan.FromDays(90)), ["1m", "60s", "59s", "90d", "91d", "2160h", "2161h", "01m", "0m", "m", "1", "1w", "-1m", "1.5h", "999999999s", "7776000s", "7776001s", "999999999h", "10675199d", "10675200d", "999999999d", "1234567890s", "1 m", "\"5m\"", "[5m]", "{}", "none", "xm"]),
        ("duration or none", new DurationShape(TimeSpan.FromSeconds(1), TimeSpan.FromHours(47)) { Word = "none" }, ["none", "1s", "47h", "48h", "nothing", "2d"]),
        ("duration 1h to 2d", new DurationShape(TimeSpan.FromHours(1), TimeSpan.FromDays(2)), ["59m", "49h", "2d"]),
        ("share", new ShareShape(), ["0%", "100%", "100.00%", "100.01%", "5%", "12.5%", "0.01%", "0.001%", "00.50%", "-1%", "+1%", "%", ".5%", "5.%", "5", "5 %", "1e1%", "1,5%", "[5%]", "\"5%\""]),
        ("money", new MoneyShape(), ["0.00 USD", "0 JPY", "50.00 USD", "50.0 USD", "50 USD", "50.000 USD", "5.000 KWD", "5.00 KWD", "7000 JPY", "7000.0 JPY", "7000. JPY", "050.00 USD", "00.00 USD", ".50 USD", "-1.00 USD", "+1.00 USD", "1,000.00 USD", "999999999999.99 USD", "9999999999999.99 USD", "50.00  USD", "50.00USD", "50.00 usd", "50.00 XYZ", "USD 50.00", "50.00 USD ", "1.2.3 USD", "a.bc USD", "[50.00 USD]", "''"]),
        ("moment", new MomentShape(), ["2026-03-31", "2026-03-31T17:00:00Z", "2026-02-30", "2026-3-31", "2026-03-31T17:00Z", "2026-03-31T17:00:00+01:00", "2026-03-31 17:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z", "soon", "[2026-03-31]"]),
        ("clock", new ClockShape(), ["\"00:00\"", "\"24:00\"", "'09:30'", "\"23:59\"", "\"24:01\"", "\"9:00\"", "\"09:60\"", "09:00", "24:00", "\"\"", "[\"09:00\"]"]),
        ("boolean", new BooleanShape(), ["true", "false", "True", "yes", "\"true\"", "[true]", "{}", "''"]),
        ("zone", new ZoneShape(), ["UTC", "Europe/Berlin", "Europe/Berln", "Nowhere/Far/Away", "7", "''", "[UTC]", "\"Asia/Tokyo\""]),
        ("id", TextShape.Id, ["a", "a-1", "A", "1a", "-a", "a_b", "ä", new string('a', 64), new string('a', 65), "''", "no", "[a]", "{a: b}", "\"no\"", "n"]),
        ("text of 5", new TextShape(5), ["abcde", "abcdef", "''", "\"ab\\tc\"", "a\u200bb", "on", "\"on\"", "null", "~", "<<", ".5", "0x1f", "0b1", "0o7", "1:30", "1_000", ".inf", "-.INF", ".nan", "-.nan", "+.5", "1.", "1e5", "e5", "2026", "YES", "Off", "yess", "{}", "[]"]),
        ("date in text", new TextShape(50), ["2026-03-31", "2026-3-1", "2026-03-31T10:00:00Z", "2026-03-31 10:00", "2026-03-31x", "26-03-31"]),
        ("choice", new ChoiceShape("veto", "majority"), ["veto", "majority", "\"veto\"", "vetto", "Veto", "quorum of some", "''", "[veto]", "{veto: veto}"]),
        ("choice with own", new ChoiceShape("accounts", "loyalty") { Own = "^x-[a-z]+$" }, ["accounts", "x-mine", "x-", "y-mine", "x-mine2", "[x-mine]", "acounts"]),
        ("choice with a refusal", new ChoiceShape("refuse", "wait") { Refused = new Dictionary<string, (string, string)> { ["approve"] = ("no.approval", "Never.") } }, ["refuse", "approve", "aprove", "[approve]"]),
        ("list of at least 2", new ListShape(new IntegerShape(1, 9), least: 2), ["[2, 1]", "[1]", "[]", "[1, x]", "1", "{}", "''", "[1, [2]]"]),
        ("list in order", new ListShape(new IntegerShape(1, 9), isOrdered: true), ["[2, 1]", "[]"]),
        ("values or a list", new ValuesShape(new ListShape(new TextShape(5), least: 1)), ["[b, a]", "[]", "{list: x}", "{}", "{list: X}", "{lst: x}", "{list: x, more: y}", "text"]),
        ("map", new MapShape(TextShape.Id, new IntegerShape(1, 9)), ["{b: 2, a: 1}", "{}", "{A: 1}", "{a: x}", "[]", "a", "{a: *b}"]),
        ("object", new ObjectShape(new Field("name", TextShape.Id, "What it is called.", true), new Field("number", new IntegerShape(1, 9), "How many.")), ["{name: a}", "{number: 3, name: a}", "{number: 3}", "{nmae: a}", "{name: a, something-else: 1}", "{name: [a]}", "{name: *a}", "[]", "a", "''", "*a"]),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_value_is_read_as_meant_or_refused_with_what_was_expected(bool isSandbox)
    {
        var said = new StringBuilder();

        foreach (var (name, shape, texts) in Shapes)
        {
            said.Append($"== {name}\n");
            foreach (var text in texts) said.Append($"{(text.Length > 60 ? $"{text[..5]}… ({text.Length})" : text)} -> {Told(shape, text, isSandbox)}\n");
        }

        Golden.Golden.Holds(isSandbox ? "shapes-sandbox" : "shapes", said.ToString());
    }

    [Fact]
    public void A_value_that_could_not_be_read_counts_as_the_least_there_is()
    {
        var wrong = new YamlScalar("x", true, new(1, 1));

        Assert.Equal((TimeSpan.Zero, 0, TimeOnly.MinValue, DateTimeOffset.UnixEpoch), (DurationShape.Read(wrong), ShareShape.Read(wrong), ClockShape.Read(wrong), MomentShape.Read(wrong)));
        Assert.Equal(Money.None, MoneyShape.Read(wrong));
        Assert.Equal(0, ShareShape.Read(null));
    }

    private static string Told(Shape shape, string text, bool isSandbox)
    {
        var errors = new YamlErrors([new("a.yaml", "v: " + text)]);
        var node = YamlReader.Read("v: " + text, 0, errors).At("v");
        if (node is null) return $"{Assert.Single(errors.Sorted()).Message} (no YAML)";
        var unread = errors.Count;
        shape.Check(node, new(errors, isSandbox));
        return errors.Count == 0
            ? $"{CanonicalJson.Write(shape.Canonical(node, isSorted: true))} or as written {CanonicalJson.Write(shape.Canonical(node, isSorted: false))}"
            : string.Join(" | ", errors.Sorted().Select(error => $"{error.Code} {error.Column} {error.Message} [{error.Expected}]")) + (unread > 0 ? " (unreadable)" : "");
    }
}
