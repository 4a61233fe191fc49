using Temporalio.Common.EnvConfig;

namespace Temporal.Tests.Sdk.Client;

public sealed class ClientEnvConfigTests
{
    private const string File = """
        # written by hand
        [profile.default]
        address = "temporal.example:7233" # the shared one
        namespace = 'payments'

        [profile.default.tls]
        disabled = true

        [profile.cloud]
        address = "cloud.example:7233"
        api_key = "from \"file\""

        [profile.cloud.grpc_meta]
        region = "eu"
        """;

    [Fact]
    public void Nothing_configured_is_an_empty_profile()
    {
        var options = ClientEnvConfig.LoadClientConnectOptions(new() { DisableFile = true, OverrideEnvVars = new Dictionary<string, string>() });

        Assert.Equal((null, "default", null, null), (options.TargetHost, options.Namespace, options.ApiKey, options.Tls));
    }

    [Fact]
    public void The_older_namespace_still_works()
    {
        var options = Temporalio.Client.EnvConfig.ClientEnvConfig.LoadClientConnectOptions(new Temporalio.Client.EnvConfig.ClientEnvConfig.ProfileLoadOptions
        {
            Profile = "cloud",
            ConfigSource = Temporalio.Client.EnvConfig.DataSource.FromUTF8String(File),
            DisableEnv = true,
        });

        Assert.Equal("cloud.example:7233", options.TargetHost);
    }

    [Fact]
    public void The_default_profile_is_read_from_the_file()
    {
        var options = Load([]);

        Assert.Equal(("temporal.example:7233", "payments", true), (options.TargetHost, options.Namespace, options.Tls?.Disabled));
    }

    [Fact]
    public void The_environment_names_the_profile_and_wins_over_it()
    {
        var options = Load(new()
        {
            ["TEMPORAL_PROFILE"] = "cloud",
            ["TEMPORAL_NAMESPACE"] = "refunds",
            ["TEMPORAL_GRPC_META_COST_CENTRE"] = "42",
        });

        Assert.Equal(("cloud.example:7233", "refunds", "from \"file\""), (options.TargetHost, options.Namespace, options.ApiKey));
        Assert.NotNull(options.Tls);
        Assert.Equal([new("region", "eu"), new("cost-centre", "42")], options.RpcMetadata!);
    }

    [Fact]
    public void Encryption_can_be_configured_by_the_environment_alone()
    {
        var options = ClientEnvConfig.LoadClientConnectOptions(new()
        {
            DisableFile = true,
            OverrideEnvVars = new Dictionary<string, string>
            {
                ["TEMPORAL_ADDRESS"] = "localhost:7233",
                ["TEMPORAL_TLS"] = "true",
                ["TEMPORAL_TLS_SERVER_NAME"] = "temporal.example",
                ["TEMPORAL_TLS_CLIENT_CERT_DATA"] = "cert",
            },
        });

        Assert.Equal((false, "temporal.example"), (options.Tls?.Disabled, options.Tls?.Domain));
        Assert.Equal("cert"u8.ToArray(), options.Tls?.ClientCert);
    }

    [Fact]
    public void A_profile_that_is_asked_for_must_exist() =>
        Assert.Throws<InvalidOperationException>(() => Load(new() { ["TEMPORAL_PROFILE"] = "nowhere" }));

    [Theory]
    [InlineData("[profile.default")]
    [InlineData("address")]
    [InlineData("address = unquoted")]
    [InlineData("address = \"open")]
    [InlineData("[[profile]]")]
    [InlineData("profile.default.address = 7233")]
    [InlineData("ports = [7233, {")]
    [InlineData("address = \"\\x\"")]
    public void What_cannot_be_understood_is_refused_and_not_guessed(string line)
    {
        var error = Assert.Throws<InvalidOperationException>(() => ClientEnvConfig.LoadClientConnectOptions(new()
        {
            ConfigSource = DataSource.FromUTF8String("\n" + line), DisableEnv = true,
        }));

        Assert.Contains("Line 2", error.Message, StringComparison.Ordinal);
    }

    private static Temporalio.Client.TemporalClientConnectOptions Load(Dictionary<string, string> environment) =>
        ClientEnvConfig.LoadClientConnectOptions(new() { ConfigSource = DataSource.FromUTF8String(File), OverrideEnvVars = environment });
}
