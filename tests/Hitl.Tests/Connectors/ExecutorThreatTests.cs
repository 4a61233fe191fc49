using System.Net;
using Hitl.Connectors;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Connectors;

/// <summary>The cases WH01 to WH13 of the threat list whose surface exists, each with a real listener where one is needed.</summary>
public sealed class ExecutorThreatTests
{
    private const string Secret = "a-secret-of-the-target";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void WH01_an_address_inside_is_denied(string address)
    {
        Assert.True(DeniedAddresses.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void An_address_outside_is_not_denied(string address)
    {
        Assert.False(DeniedAddresses.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    [InlineData("0177.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    public async Task WH01_no_byte_leaves_for_ourselves_however_it_is_written(string host)
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var target = Https(host, listener.Port);

        var answer = await target.SendAsync(new(HttpMethod.Get, target.Base), TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal((ExchangeKind.NotSent, "executor.address_denied", 0), (answer.Kind, answer.Detail, listener.Connections));
    }

    [Fact]
    public async Task WH02_a_name_that_leads_inside_is_denied_even_when_it_also_leads_outside()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var target = Https("bank.example", listener.Port, ConnectorBench.LeadsTo("8.8.8.8", "127.0.0.1"));

        var answer = await target.SendAsync(new(HttpMethod.Get, target.Base), TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal(("executor.address_denied", 0), (answer.Detail, listener.Connections));
    }

    [Fact]
    public async Task WH02_a_name_is_resolved_once_per_call_and_connected_to_that_very_address()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        var resolved = 0;
        using var target = new TargetHttp(
            new() { BaseUrl = $"http://bank.example:{listener.Port}", Secret = Secret, AllowPrivate = true },
            (_, _) => Task.FromResult<IPAddress[]>(++resolved == 1 ? [IPAddress.Loopback] : [IPAddress.Parse("192.0.2.1")]));

        var answer = await target.SendAsync(new(HttpMethod.Get, target.Base), TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal((200, 1, 1), (answer.Status, resolved, listener.Connections));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task WH03_a_redirect_is_not_followed_and_its_effect_is_unknown(int status)
    {
        await using var elsewhere = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using var listener = new RawListener($"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{elsewhere.Port}/\r\nContent-Length: 0\r\n\r\n");
        using var target = Private(listener.Port);

        var answer = await target.SendAsync(new(HttpMethod.Post, target.Base), TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal((ExchangeKind.Unknown, "executor.redirect", 0), (answer.Kind, answer.Detail, elsewhere.Connections));
    }

    [Theory]
    [InlineData("https://ok.example@evil.example/")]
    [InlineData("https://user:pass@ok.example/")]
    [InlineData("https://ok.example#evil.example")]
    [InlineData("https://ok.example\\evil.example")]
    [InlineData("https://ok.example?x=1")]
    [InlineData("https://ok\u3002example/")]
    [InlineData("https://ok.example./")]
    [InlineData("http://ok.example/")]
    [InlineData("https://ok.example:8443/")]
    [InlineData("ftp://ok.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//ok.example/")]
    [InlineData("https://ok.example/ x")]
    [InlineData("")]
    public void WH04_an_address_that_can_be_read_two_ways_stops_the_host(string address)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Hitl:Targets:payments:BaseUrl"] = address, ["Hitl:Targets:payments:Secret"] = Secret }).Build();

        var refused = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddHitlConnectors(configuration));

        Assert.Contains("Hitl:Targets:payments", refused.Message);
    }

    [Fact]
    public async Task WH05_proxies_of_the_environment_are_not_used()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var handler = TargetConnection.Handler(new() { AllowPrivate = true }, ConnectorBench.LeadsTo("127.0.0.1"));

        Assert.False(handler.UseProxy);
        Assert.Null(handler.Proxy);
    }

    [Theory]
    [InlineData("self-signed")]
    [InlineData("wrong-name")]
    public async Task WH06_a_certificate_that_proves_nothing_means_definitely_not_sent(string kind)
    {
        await using var listener = new TlsListener(kind == "wrong-name" ? "other.example" : "bank.example");
        using var target = new TargetHttp(
            new() { BaseUrl = $"https://bank.example:{listener.Port}", Secret = Secret, AllowPrivate = true }, ConnectorBench.LeadsTo("127.0.0.1"));

        var answer = await target.SendAsync(new(HttpMethod.Post, target.Base), TimeSpan.FromSeconds(5), Cancel);

        Assert.Equal((ExchangeKind.NotSent, "executor.tls"), (answer.Kind, answer.Detail));
        Assert.False(listener.HasSeenRequest);
    }

    [Fact]
    public void WH06_old_protocol_versions_are_not_offered()
    {
        using var handler = TargetConnection.Handler(new(), ConnectorBench.LeadsTo("127.0.0.1"));

#pragma warning disable CA5398
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13, handler.SslOptions.EnabledSslProtocols);
#pragma warning restore CA5398
    }

    [Fact]
    public async Task WH07_an_endless_answer_is_cut_and_unknown()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n") { Flood = true };
        using var target = Private(listener.Port);

        var answer = await target.SendAsync(new(HttpMethod.Post, target.Base), TimeSpan.FromSeconds(20), Cancel);

        Assert.Equal(ExchangeKind.Unknown, answer.Kind);
        Assert.Contains("longer than 1048576 bytes", answer.Detail);
    }

    [Fact]
    public async Task WH07_a_compressed_answer_is_not_unpacked()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\u0008");
        using var target = Private(listener.Port);

        var answer = await target.SendAsync(new(HttpMethod.Post, target.Base), TimeSpan.FromSeconds(5), Cancel);

        Assert.Null(answer.Body);
    }

    [Fact]
    public async Task WH07_an_answer_that_drips_is_given_up_at_the_deadline()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{") { Holds = true };
        using var target = Private(listener.Port);
        var start = TimeProvider.System.GetTimestamp();

        var answer = await target.SendAsync(new(HttpMethod.Post, target.Base), TimeSpan.FromSeconds(0.5), Cancel);

        Assert.Equal(ExchangeKind.Unknown, answer.Kind);
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("key\r\nX-Evil: 1")]
    [InlineData("key\nX-Evil: 1")]
    [InlineData("kéy")]
    [InlineData("")]
    public async Task WH08_a_key_that_could_break_a_header_is_refused(string key)
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        var target = Payments(listener.Port);

        var answer = await target.SendAsync(Call(listener.Port, key), Cancel);

        Assert.Equal((TargetVerdict.Refused, 0), (answer.Verdict, listener.Connections));
    }

    [Theory]
    [InlineData("""{"id":"re_1","object":"refund","amount":1,"currency":"usd","charge":"ch_1","status":"succeeded","metadata":{"step_key":"key-1"}}""")]
    [InlineData("""{"id":"re_1","object":"refund","amount":42000,"currency":"eur","charge":"ch_1","status":"succeeded","metadata":{"step_key":"key-1"}}""")]
    [InlineData("""{"id":"re_1","object":"refund","amount":42000,"currency":"usd","charge":"ch_2","status":"succeeded","metadata":{"step_key":"key-1"}}""")]
    [InlineData("""{"id":"re_1","object":"refund","amount":42000,"currency":"usd","charge":"ch_1","status":"succeeded","metadata":{"step_key":"other"}}""")]
    public async Task WH09_an_answer_about_something_else_freezes(string body)
    {
        await using var listener = new RawListener($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var answer = await Payments(listener.Port).SendAsync(Call(listener.Port, "key-1"), Cancel);

        Assert.Equal(TargetVerdict.Mismatch, answer.Verdict);
        Assert.StartsWith("executor.mismatch", answer.Detail);
    }

    [Fact]
    public async Task WH11_a_secret_that_comes_back_is_masked()
    {
        var body = $$$"""{"error":{"type":"invalid_request_error","code":"bad","message":"your key {{{Secret}}} is bad"}}""";
        await using var listener = new RawListener($"HTTP/1.1 400 Bad\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var answer = await Payments(listener.Port).SendAsync(Call(listener.Port, "key-1"), Cancel);

        Assert.DoesNotContain(Secret, answer.Detail);
        Assert.Contains("your key *** is bad", answer.Detail);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task WH12_every_address_inside_gives_the_same_answer_at_once(string address)
    {
        using var target = Https("bank.example", 443, ConnectorBench.LeadsTo(address));

        var answer = await target.SendAsync(new(HttpMethod.Get, target.Base), TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal("executor.address_denied", answer.Detail);
    }

    [Fact]
    public async Task WH13_the_step_key_is_the_message_id_so_that_the_receiver_sees_a_repeat()
    {
        await using var bench = await ConnectorBench.StartAsync();
        var webhook = bench.Target(ConnectorBench.WebhookName);
        var call = bench.Call(ConnectorBench.WebhookName, "cancel-order", new() { ["order"] = "A-1" }, "step-key-1");

        await webhook.SendAsync(call, Cancel);
        bench.Sandbox.Time.Advance(TimeSpan.FromMinutes(2));
        await webhook.SendAsync(call, Cancel);

        Assert.Equal(["step-key-1"], (await bench.Sandbox.LedgerAsync("webhook"))["effects"]!.AsArray().Select(effect => effect!["key"]!.ToString()));
    }

    [Fact]
    public async Task A_target_that_moved_needs_a_fresh_approval()
    {
        await using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        var answer = await Payments(listener.Port).SendAsync(Call(listener.Port, "key-1") with { Host = "api.example.com" }, Cancel);

        Assert.Equal((TargetVerdict.Refused, 0), (answer.Verdict, listener.Connections));
        Assert.StartsWith("executor.host_changed", answer.Detail);
    }

    [Fact]
    public async Task A_connection_that_is_refused_means_definitely_not_sent()
    {
        int port;
        await using (var listener = new RawListener("")) port = listener.Port;

        var answer = await Payments(port).SendAsync(Call(port, "key-1"), Cancel);

        Assert.Equal((TargetVerdict.NotSent, "executor.no_connection"), (answer.Verdict, answer.Detail));
    }

    [Fact]
    public async Task A_connection_cut_without_an_answer_is_sent_once_and_unknown()
    {
        await using var listener = new RawListener("");

        var answer = await Payments(listener.Port).SendAsync(Call(listener.Port, "key-1"), Cancel);

        Assert.Equal((TargetVerdict.Unknown, 1), (answer.Verdict, listener.Connections));
    }

    private static TargetHttp Https(string host, int port, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) =>
        new(new() { BaseUrl = $"https://{host}:{port}", Secret = Secret, Ports = [port] }, resolve);

    private static TargetHttp Private(int port) => new(new() { BaseUrl = $"http://127.0.0.1:{port}", Secret = Secret, AllowPrivate = true });

    private static IActionTarget Payments(int port) =>
        ConnectorServices.Create("payments", new() { BaseUrl = $"http://127.0.0.1:{port}", Secret = Secret, AllowPrivate = true }, TimeProvider.System);

    private static TargetCall Call(int port, string key) => new()
    {
        Target = "payments",
        Host = $"127.0.0.1:{port}",
        Operation = "refund",
        Arguments = ActionParameters.From(new() { ["charge"] = "ch_1", ["amount"] = 42_000, ["currency"] = "USD" }),
        IdempotencyKey = key,
        Timeout = TimeSpan.FromSeconds(3),
    };
}
