using Temporalio.Common.EnvConfig;

namespace Temporal.Tests.Sdk.Client;

public sealed class ClientEnvConfigProfilesTests
{
    private const string File = """
        [profile.default]
        address = "temporal.example:7233"

        [profile.cloud]
        address = "cloud.example:7233"
        api_key = "key"

        [profile.cloud.tls]
        server_name = "cloud"
        """;

    [Fact]
    public void All_profiles_of_a_file_are_read()
    {
        var config = Load(File);

        Assert.Equal(["cloud", "default"], config.Profiles.Keys.Order());
        Assert.Equal(("cloud.example:7233", "key", "cloud"), (config.Profiles["cloud"].Address, config.Profiles["cloud"].ApiKey, config.Profiles["cloud"].Tls?.ServerName));
    }

    [Fact]
    public void Profiles_survive_being_a_dictionary()
    {
        var config = Load(File);

        var copy = ClientEnvConfig.FromDictionary(config.ToDictionary());

        Assert.Equal(config.ToDictionary()["cloud"].Keys.Order(), copy.ToDictionary()["cloud"].Keys.Order());
        Assert.Equal(("cloud.example:7233", "key", "cloud"), (copy.Profiles["cloud"].Address, copy.Profiles["cloud"].ApiKey, copy.Profiles["cloud"].Tls?.ServerName));
    }

    [Fact]
    public void A_strict_reader_refuses_what_it_does_not_know()
    {
        const string Misspelled = "[profile.default]\nadress = \"temporal.example:7233\"";

        Assert.Null(Load(Misspelled).Profiles["default"].Address);
        Assert.Contains("adress", Assert.ThrowsAny<Exception>(() => Load(Misspelled, strict: true)).Message, StringComparison.Ordinal);
    }

    private static ClientEnvConfig Load(string file, bool strict = false) => ClientEnvConfig.Load(new()
    {
        ConfigSource = DataSource.FromUTF8String(file),
        ConfigFileStrict = strict,
        OverrideEnvVars = new Dictionary<string, string>(),
    });
}
