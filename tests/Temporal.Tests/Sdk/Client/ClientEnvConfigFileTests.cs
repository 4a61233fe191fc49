using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace Temporal.Tests.Sdk.Client;

public sealed class ClientEnvConfigFileTests
{
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n";

    [Fact]
    public void A_certificate_may_stand_in_the_file_over_several_lines()
    {
        var options = Load($""""
            [profile.default.tls]
            client_cert_data = """
            {Certificate}"""
            client_key_data = '''one "key"''' # kept out of sight
            """");

        Assert.Equal((Certificate, "one \"key\""), (Text(options.Tls?.ClientCert), Text(options.Tls?.ClientPrivateKey)));
    }

    [Fact]
    public void Tables_may_be_inline_and_keys_dotted_or_quoted()
    {
        var options = Load("""
            profile.default.address = "temporal.example:7233"
            [profile."default"]
            tls = { server_name = "temporal.example", disabled = false }
            grpc_meta.cost_centre = "42"
            """);

        Assert.Equal(("temporal.example:7233", "temporal.example"), (options.TargetHost, options.Tls?.Domain));
        Assert.Equal([new("cost-centre", "42")], options.RpcMetadata!);
    }

    [Fact]
    public void What_a_newer_version_added_is_passed_over()
    {
        const string File = """
            format = 2
            [profile.default]
            address = "caf\u00e9:7233"
            weights = [1, 0.5, { of = "three" },
                "four"]
            """;

        Assert.Equal("café:7233", Load(File).TargetHost);
        Assert.Throws<InvalidOperationException>(() => Load(File, isStrict: true));
    }

    [Fact]
    public void A_table_without_settings_is_there_all_the_same()
    {
        var options = Load("""
            [profile.default]
            [profile.default.tls]
            # disabled = true
            """);

        Assert.False(options.Tls?.Disabled);
        Assert.Null(ClientEnvConfig.Profile.Load(new() { Profile = "bare", ConfigSource = DataSource.FromUTF8String("[profile.bare]"), DisableEnv = true }).Address);
    }

    [Theory]
    [InlineData("client_cert_path = \"p\"\nclient_cert_data = \"d\"", null)]
    [InlineData("client_cert_path = \"p\"", "TEMPORAL_TLS_CLIENT_CERT_DATA")]
    [InlineData("client_cert_data = \"d\"", "TEMPORAL_TLS_CLIENT_CERT_PATH")]
    public void A_path_and_data_for_the_same_thing_are_refused(string tls, string? variable)
    {
        var environment = new Dictionary<string, string>();
        if (variable is not null) environment[variable] = "other";

        Assert.Throws<InvalidOperationException>(() => Load("[profile.default.tls]\n" + tls, environment));
    }

    [Fact]
    public void The_environment_takes_a_header_of_the_file_back()
    {
        var options = Load("[profile.default.grpc_meta]\nCost_Centre = \"42\"", new() { ["TEMPORAL_GRPC_META_COST_CENTRE"] = "" });

        Assert.Null(options.RpcMetadata);
    }

    [Fact]
    public void A_file_that_is_not_there_configures_nothing()
    {
        var missing = DataSource.FromPath(Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".toml"));

        Assert.Null(ClientEnvConfig.LoadClientConnectOptions(new() { ConfigSource = missing, DisableEnv = true }).TargetHost);
        Assert.Throws<InvalidOperationException>(() => ClientEnvConfig.LoadClientConnectOptions(new() { ConfigSource = missing, DisableEnv = true, Profile = "cloud" }));
    }

    [Fact]
    public void Reading_neither_file_nor_environment_is_a_mistake() =>
        Assert.Throws<InvalidOperationException>(() => ClientEnvConfig.LoadClientConnectOptions(new() { DisableFile = true, DisableEnv = true }));

    [Fact]
    public void A_source_gives_its_bytes_and_is_never_empty()
    {
        Assert.Equal("text"u8.ToArray(), DataSource.FromUTF8String("text").GetBytes());
        Assert.ThrowsAny<ArgumentException>(() => DataSource.FromBytes([]));
        Assert.ThrowsAny<ArgumentException>(() => DataSource.FromUTF8String(null!));
    }

    private static TemporalClientConnectOptions Load(string file, Dictionary<string, string>? environment = null, bool isStrict = false) =>
        ClientEnvConfig.LoadClientConnectOptions(new()
        {
            ConfigSource = DataSource.FromUTF8String(file),
            OverrideEnvVars = environment ?? [],
            ConfigFileStrict = isStrict,
        });

    private static string Text(byte[]? bytes) => System.Text.Encoding.UTF8.GetString(bytes ?? []);
}
