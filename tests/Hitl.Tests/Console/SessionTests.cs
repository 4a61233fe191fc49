using System.Security.Cryptography;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Console.Session;
using Hitl.Tests.Gateway;

namespace Hitl.Tests.Console;

public sealed class SessionTests
{
    private readonly ManualTime _clock = new();
    private readonly SigningKeys _keys = new("k1", new Dictionary<string, byte[]> { ["k1"] = [.. Enumerable.Range(0, 32).Select(i => (byte)i)] });

    [Fact]
    public void A_console_token_names_one_person_for_one_minute()
    {
        var tokens = new ConsoleTokens(_keys, _clock);
        var token = tokens.Mint(new("ada"), _clock.GetUtcNow());

        var inTime = tokens.Read(token);
        _clock.Forward(TimeSpan.FromSeconds(61));

        Assert.Equal((new PersonId("ada"), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), (inTime!.Person, inTime.SignedInAt));
        Assert.Null(tokens.Read(token));
    }

    [Fact]
    public void A_console_token_changed_in_any_character_is_none()
    {
        var tokens = new ConsoleTokens(_keys, _clock);
        var token = tokens.Mint(new("ada"), _clock.GetUtcNow());

        for (var i = 0; i < token.Length; i++)
        {
            var forged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Null(tokens.Read(forged));
        }
    }

    [Fact]
    public void Protected_bytes_come_back_only_unchanged_and_for_their_own_purpose()
    {
        var provider = new KeyedProtection(_keys);
        var sealedBytes = provider.CreateProtector("cookies").CreateProtector("console").Protect([1, 2, 3]);

        Assert.Equal([1, 2, 3], new KeyedProtection(_keys).CreateProtector("cookies").CreateProtector("console").Unprotect(sealedBytes));
        Assert.ThrowsAny<CryptographicException>(() => provider.CreateProtector("cookies").CreateProtector("forms").Unprotect(sealedBytes));
        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var changed = (byte[])sealedBytes.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => provider.CreateProtector("cookies").CreateProtector("console").Unprotect(changed));
        }
    }

    [Theory]
    [InlineData("/console/requests/req_1?x=1", "/console/requests/req_1?x=1")]
    [InlineData("/console", "/console")]
    [InlineData(null, "/console")]
    [InlineData("https://evil.example", "/console")]
    [InlineData("//evil.example/console", "/console")]
    [InlineData("/console//evil.example", "/console")]
    [InlineData("/console/../v1/audit", "/console")]
    [InlineData("/console\\evil", "/console")]
    [InlineData("/consoles", "/console")]
    public void Sign_in_leads_back_to_our_own_pages_only(string? asked, string allowed) => Assert.Equal(allowed, ReturnPaths.Checked(asked));
}
