using System.Net;
using System.Text.RegularExpressions;
using Hitl.Tests.Gateway;

namespace Hitl.Tests.Console;

/// <summary>A browser without script: follows redirects, keeps cookies, posts the forms it was shown.</summary>
internal sealed partial class ConsoleVisitor : IDisposable
{
    private readonly HttpClient _http;

    public ConsoleVisitor(GatewayWorld world)
    {
        Cookies = new();
        _http = new(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = world.Address };
    }

    public CookieContainer Cookies { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ConsoleVisitor> SignedInAsync(GatewayWorld world, string user)
    {
        var visitor = new ConsoleVisitor(world);
        await visitor.SignInAsync(user);
        return visitor;
    }

    /// <summary>Signs in with the local Slack; answers with the page it leads to.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string user, string @return = "/console")
    {
        using var choose = await _http.GetAsync("/console/sign-in/slack?return=" + Uri.EscapeDataString(@return), Cancel);
        var asked = choose.RequestMessage!.RequestUri!.ToString();
        return await _http.GetAsync(asked.Replace("/authorize?", "/approve?", StringComparison.Ordinal) + "&user=" + user, Cancel);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, Cancel);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Fills in the form with this action on a page and posts it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] typed)
    {
        var html = await ReadAsync(page);
        var form = Forms().Matches(html).FirstOrDefault(match => match.Value.Contains($"action=\"{action}\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{page} has no form for {action}: {html}");
        var fields = Inputs().Matches(form.Value).ToDictionary(input => input.Groups[1].Value, input => WebUtility.HtmlDecode(input.Groups[2].Value));
        foreach (var (name, value) in typed) fields[name] = value;
        return await PostAsync(action, fields);
    }

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, string? origin = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (origin is not null) message.Headers.TryAddWithoutValidation("Origin", origin);
        return _http.SendAsync(message, Cancel);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Inputs();
}
