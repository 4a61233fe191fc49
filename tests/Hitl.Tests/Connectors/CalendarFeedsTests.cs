using System.Net;
using System.Net.Sockets;
using System.Text;
using Hitl.Connectors.Calendars;

namespace Hitl.Tests.Connectors;

/// <summary>Calendars are fetched under the rules of targets.</summary>
public sealed class CalendarFeedsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://calendar.example/a.ics", "93.184.216.34", "not https")]
    [InlineData("https://calendar.example:8443/a.ics", "93.184.216.34", "usual port")]
    [InlineData("https://calendar.example/a.ics", "127.0.0.1", "not allowed")]
    [InlineData("https://calendar.example/a.ics", "10.1.2.3", "not allowed")]
    [InlineData("https://calendar.example/a.ics", "169.254.169.254", "not allowed")]
    [InlineData("https://169.254.169.254/latest", "93.184.216.34", "not allowed")]
    [InlineData("https://calendar.example/a.ics", "::ffff:192.168.0.1", "not allowed")]
    public async Task Nothing_of_our_own_network_is_called(string address, string resolved, string told)
    {
        using var feeds = new CalendarFeeds(new(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(resolved)]));

        var answer = await feeds.FetchAsync(new(address), Cancel);

        Assert.Null(answer.Text);
        Assert.Contains(told, answer.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(resolved, answer.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nBEGIN:VCALENDAR", "BEGIN:VCALENDAR", null)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", null, "answered 302")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\nx", null, "cannot be reached")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nBEGIN", null, "cannot be reached")]
    [InlineData("nonsense\r\n\r\n", null, "cannot be reached")]
    public async Task What_a_server_does_is_an_answer(string raw, string? text, string? problem)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerAsync(server, raw);
        using var feeds = new CalendarFeeds(new() { AllowPrivateCalendars = true }, Dns.GetHostAddressesAsync);

        var answer = await feeds.FetchAsync(new($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/a.ics"), Cancel);
        await answering;

        Assert.Equal(text, answer.Text);
        if (problem is not null) Assert.Contains(problem, answer.Problem, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener server, string raw)
    {
        using var client = await server.AcceptTcpClientAsync(Cancel);
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[16], 16, cancellationToken: Cancel);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(raw), Cancel);
    }
}
