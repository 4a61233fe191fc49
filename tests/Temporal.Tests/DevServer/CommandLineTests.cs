using Temporal.DevServer.Hosting;

namespace Temporal.Tests.DevServer;

public sealed class CommandLineTests
{
    [Fact]
    public void The_command_line_of_official_sdks_is_understood()
    {
        var options = CommandLine.Parse(
            ["server", "start-dev", "--port", "5001", "--namespace", "mine", "--ip", "127.0.0.1", "--log-format", "pretty", "--log-level", "warn",
             "--dynamic-config-value", "a=true", "--headless", "--search-attribute", "Amount=Double"]);

        Assert.Equal((5001, "default,mine", false), (options.Port, string.Join(',', options.Namespaces), options.TimeSkipping));
        Assert.Equal("Double", options.SearchAttributes["Amount"]);
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void Switches_and_short_names_of_the_official_server_swallow_no_other_argument()
    {
        var options = CommandLine.Parse(
            ["server", "start-dev", "--log-config", "-p", "5002", "-f", "state.db", "--ui-codec-endpoint", "http://codec", "-n", "mine"]);

        Assert.Equal((5002, "default,mine"), (options.Port, string.Join(',', options.Namespaces)));
    }

    [Fact]
    public void A_bare_port_is_the_test_server() => Assert.Equal((7300, true), (CommandLine.Parse(["7300"]).Port, CommandLine.Parse(["7300"]).TimeSkipping));

    [Theory]
    [InlineData("server", "start-dev", "--prot", "1")]
    [InlineData("server", "start-dev", "--port")]
    [InlineData("server", "start-dev", "--port", "x")]
    [InlineData("serve")]
    public void What_cannot_be_understood_is_said(params string[] args) => Assert.Throws<FormatException>(() => CommandLine.Parse(args));

    [Fact]
    public void A_misspelt_key_of_the_configuration_file_stops_the_start()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "port: 7000\nnamespace: mine\n");

        var refused = Assert.Throws<FormatException>(() => CommandLine.Parse(["server", "start-dev", "--config", path]));

        File.Delete(path);
        Assert.Contains("namespace", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_file_of_the_repository_is_valid()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "temporal-dev.yml"))) folder = folder.Parent!;

        var options = CommandLine.Parse(["server", "start-dev", "--config", Path.Combine(folder.FullName, "temporal-dev.yml"), "--port", "7001"]);

        Assert.Equal((7001, "default"), (options.Port, string.Join(',', options.Namespaces)));
        Assert.Empty(options.Validate());
    }
}
