using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Sandbox;

public sealed class SignInTests
{
    private const string Query = "?client_id=local-sandbox-client&response_type=code&scope=openid%20profile%20email&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&state=s%3D1&nonce=n1";

    [Fact]
    public async Task A_person_chosen_on_the_page_signs_in_with_slacks_claims()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var page = await sandbox.Http.GetStringAsync("/openid/connect/authorize" + Query, TestContext.Current.CancellationToken);
        var callback = await ApproveAsync(sandbox, "U0GUS");

        var token = await TokenAsync(sandbox, callback["code"]!);
        var claims = await sandbox.ApiAsync("openid.connect.userInfo", [], (string)token["access_token"]!);

        Assert.Contains("Gus Lind", page);
        Assert.DoesNotContain("Kemal", page);
        Assert.Equal("s=1", callback["state"]);
        Assert.Equal(("U0GUS", "T0HITL", "gus@example.com"), ((string?)claims["https://slack.com/user_id"], (string?)claims["https://slack.com/team_id"], (string?)claims["email"]));
        Assert.Equal(("U0GUS", "n1"), (Claim(token, "sub"), Claim(token, "nonce")));
    }

    [Fact]
    public async Task The_id_token_is_signed_with_the_published_key()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var token = await TokenAsync(sandbox, (await ApproveAsync(sandbox, "U0GUS"))["code"]!);
        var keys = JsonNode.Parse(await sandbox.Http.GetStringAsync("/openid/connect/keys", TestContext.Current.CancellationToken))!;
        var parts = ((string)token["id_token"]!).Split('.');
        using var key = RSA.Create(new RSAParameters { Modulus = Bytes((string)keys["keys"]![0]!["n"]!), Exponent = Bytes((string)keys["keys"]![0]!["e"]!) });

        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_code_works_once_and_for_ten_minutes()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var used = (await ApproveAsync(sandbox, "U0GUS"))["code"]!;
        var old = (await ApproveAsync(sandbox, "U0GUS"))["code"]!;
        await TokenAsync(sandbox, used);
        var again = await TokenAsync(sandbox, used);
        sandbox.Time.Advance(TimeSpan.FromMinutes(11));
        var late = await TokenAsync(sandbox, old);

        Assert.Equal(("invalid_code", "code_expired"), ((string?)again["error"], (string?)late["error"]));
    }

    [Theory]
    [InlineData("client_id=local-sandbox-client", "client_id=other")]
    [InlineData("127.0.0.1%3A9", "evil.example")]
    [InlineData("scope=openid", "scope=other")]
    [InlineData("response_type=code", "response_type=token")]
    public async Task A_wrong_request_is_refused_before_anybody_is_asked(string right, string wrong)
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        using var answer = await sandbox.Http.GetAsync("/openid/connect/authorize" + Query.Replace(right, wrong), TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static async Task<System.Collections.Specialized.NameValueCollection> ApproveAsync(RunningSandbox sandbox, string user)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = sandbox.Http.BaseAddress };
        using var answer = await http.GetAsync($"/openid/connect/approve{Query}&user={user}", TestContext.Current.CancellationToken);
        return HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
    }

    private static Task<JsonNode> TokenAsync(RunningSandbox sandbox, string code) => sandbox.ApiAsync("openid.connect.token", new()
    {
        ["client_id"] = "local-sandbox-client", ["client_secret"] = "local-sandbox-client-secret", ["code"] = code, ["redirect_uri"] = "http://127.0.0.1:9/cb",
    });

    private static string? Claim(JsonNode token, string name) =>
        (string?)JsonNode.Parse(Bytes(((string)token["id_token"]!).Split('.')[1]))![name];

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
