using Temporal.DevServer.Access;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Temporal.DevServer.Hosting;

/// <summary>Reads <c>temporal-dev.yml</c>.</summary>
internal static class ConfigFile
{
    /// <exception cref="FormatException">The file cannot be read; the message says where.</exception>
    internal static DevServerOptions Read(string path)
    {
        try
        {
            // Unknown keys are errors: a misspelt one must not be ignored in silence.
            var file = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build()
                .Deserialize<File>(System.IO.File.ReadAllText(path)) ?? new();
            return file.ToOptions();
        }
        catch (YamlException wrong)
        {
            throw new FormatException($"{path}({wrong.Start.Line},{wrong.Start.Column}): {wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }
        catch (IOException unreadable)
        {
            throw new FormatException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The file's keys.</summary>
    private sealed class File
    {
        public string Ip { get; set; } = "127.0.0.1";

        public int Port { get; set; } = 7233;

        public List<string> Namespaces { get; set; } = ["default"];

        public string Store { get; set; } = "memory";

        /// <summary>Name of the environment variable that holds the connection string, so that no secret is in the file.</summary>
        public string? DatabaseVariable { get; set; }

        public string? DatabaseFile { get; set; }

        public Dictionary<string, string> SearchAttributes { get; set; } = [];

        public string LogLevel { get; set; } = "warn";

        public List<KeyEntry> ApiKeys { get; set; } = [];

        public string? TlsCertificate { get; set; }

        public string? TlsKey { get; set; }

        public string? TlsClientAuthority { get; set; }

        public int? MetricsPort { get; set; }

        internal DevServerOptions ToOptions() => new()
        {
            Ip = CommandLine.Address(Ip),
            Port = Port,
            Namespaces = Namespaces,
            Database = Connection(),
            DatabaseFile = Store == "file" ? DatabaseFile ?? throw new FormatException("store: file needs database-file, where everything is kept.") : null,
            SearchAttributes = SearchAttributes,
            LogLevel = CommandLine.Level(LogLevel),
            ApiKeys = [.. ApiKeys.Select(k => k.ToGrant())],
            TlsCertificate = TlsCertificate,
            TlsKey = TlsKey,
            TlsClientAuthority = TlsClientAuthority,
            MetricsPort = MetricsPort,
        };

        private string? Connection() => Store switch
        {
            "memory" or "file" => null,
            "postgres" when DatabaseVariable is null => throw new FormatException("store: postgres needs database-variable, the environment variable with the connection string."),
            // Left to --db when the variable is not set.
            "postgres" => Environment.GetEnvironmentVariable(DatabaseVariable),
            _ => throw new FormatException($"store is memory, file or postgres, not {Store}."),
        };
    }

    /// <summary>One key of the file: it names the variable that holds the key, so that no secret is in the file.</summary>
    private sealed class KeyEntry
    {
        public string Variable { get; set; } = "";

        public ApiKeyRole Role { get; set; } = ApiKeyRole.Client;

        public List<string> TaskQueues { get; set; } = [];

        internal ApiKeyGrant ToGrant() => new()
        {
            Key = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } key ? key : throw new FormatException($"The environment variable {Variable} of an API key is not set."),
            Role = Role,
            TaskQueues = TaskQueues,
        };
    }
}
