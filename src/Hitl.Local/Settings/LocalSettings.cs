using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hitl.Postgres.Migrations;

namespace Hitl.Local.Settings;

/// <summary>Everything the processes of one local system must agree on; written to a file so that each also runs on its own.</summary>
public sealed class LocalSettings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly bool _usesSocketMode;

    /// <summary>Works out the settings of a directory.</summary>
    /// <param name="directory">Holds secrets, data and anchors; created when missing.</param>
    /// <param name="catalog">The catalog, a file or a folder; its hosts are moved to the sandbox's port.</param>
    /// <param name="ports">Where everything listens.</param>
    /// <param name="usesSocketMode">Whether Slack's callbacks come through Socket Mode; null asks <c>HITL_SLACK_TRANSPORT</c>, <c>socket</c> or <c>http</c> (default).</param>
    public LocalSettings(string directory, string catalog, LocalPorts ports, bool? usesSocketMode = null)
    {
        _usesSocketMode = usesSocketMode ?? System.Environment.GetEnvironmentVariable("HITL_SLACK_TRANSPORT") == "socket";
        Root = Path.GetFullPath(directory);
        Ports = ports;
        Secrets = LocalSecrets.Open(Root);
        CatalogPath = CopyCatalog(catalog);
        Fill();
    }

    /// <summary>The directory, absolute.</summary>
    public string Root { get; }

    /// <summary>Where everything listens.</summary>
    public LocalPorts Ports { get; }

    /// <summary>The secrets of the directory.</summary>
    public LocalSecrets Secrets { get; }

    /// <summary>The catalog as this system uses it.</summary>
    public string CatalogPath { get; }

    /// <summary>Address of API and console.</summary>
    public Uri Gateway => new($"http://127.0.0.1:{Ports.Gateway}/");

    /// <summary>Address of the local Slack and the targets.</summary>
    public Uri Sandbox => new($"http://127.0.0.1:{Ports.Sandbox}/");

    /// <summary>Passwords of the database roles.</summary>
    public DatabasePasswords Passwords => new(Secrets.Get("postgres-app"), Secrets.Get("postgres-seal"), Secrets.Get("postgres-retention"));

    /// <summary>Connection string of the workflow engine's database, once <see cref="UseDatabase"/> was called.</summary>
    public string EngineDatabase { get; private set; } = "";

    /// <summary>Connection string of a superuser to the product's database, for the story's own checks.</summary>
    public string AdminDatabase { get; private set; } = "";

    /// <summary>Configuration by key, with colons.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The API key of an actor or a person of this system.</summary>
    public string ApiKey(string principal) => Secrets.Get("api-key-" + principal, "hk_");

    /// <summary>Names the databases after the cluster runs.</summary>
    public void UseDatabase(DatabaseAccess product, string engine)
    {
        _values["Hitl:Postgres:ConnectionString"] = product.App;
        _values["Hitl:Postgres:SealConnectionString"] = product.Seal;
        if (product.Retention is { } retention) _values["Hitl:Postgres:RetentionConnectionString"] = retention;
        AdminDatabase = product.Admin;
        EngineDatabase = engine;
    }

    /// <summary>The values as command-line arguments of a host in this process.</summary>
    public string[] Arguments() => [.. _values.Select(pair => $"--{pair.Key}={pair.Value}")];

    /// <summary>The values as environment variables of a process of its own.</summary>
    public IReadOnlyDictionary<string, string> Environment() =>
        _values.ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Writes the settings of the command line and an <c>env</c> file for processes started by hand; both readable by their owner only.</summary>
    public void Write()
    {
        WriteCommandLine("hitl", "cli.json", "gus");
        WriteCommandLine("agent", "agent.json", "support-bot");
        var exports = Environment().Append(new("HITL_ENGINE_DATABASE", EngineDatabase)).Append(new("HITL_CONFIG", Path.Combine(Root, "cli.json")));
        WritePrivate("env", string.Concat(exports.Select(pair => $"export {pair.Key}='{pair.Value}'\n")));
    }

    /// <summary>A wrapper that runs the command line as one principal.</summary>
    private void WriteCommandLine(string name, string settings, string principal)
    {
        WritePrivate(settings, JsonSerializer.Serialize(new { address = Gateway.ToString(), token = ApiKey(principal) }));
        var wrapper = Path.Combine(Root, name);
        PrivateFile.Write(wrapper, $"#!/bin/sh\nHITL_CONFIG='{Path.Combine(Root, settings)}' exec dotnet '{Path.Combine(AppContext.BaseDirectory, "hitl.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Fill()
    {
        var slack = $"http://127.0.0.1:{Ports.Sandbox}";
        var gateway = $"http://127.0.0.1:{Ports.Gateway}";
        Set("TEMPORAL_ADDRESS", $"127.0.0.1:{Ports.Temporal}");
        Set("TEMPORAL_NAMESPACE", "default");
        Set("Hitl:Gateway:Urls", gateway);
        Set("Hitl:Catalog:Path", CatalogPath);
        Set("Hitl:Catalog:ActivateUnsigned", "true");
        Set("Hitl:Keys:Active", "k1");
        Set("Hitl:Keys:Items:k1", Secrets.Get("card-key", spell: Convert.ToBase64String));
        Set("Hitl:Postgres:AnchorDirectory", Path.Combine(Root, "anchors"));
        Set("Hitl:Postgres:CheckpointKeyPath", CheckpointKey());
        Set("Hitl:Postgres:MasterKeyPath", MasterKey());
        Set("Hitl:Slack:ApiUrl", slack + "/api/");
        Set("Hitl:Slack:BotToken", "xoxb-local-sandbox");
        // Exactly one of the two: the gateway refuses to start with both transports.
        if (_usesSocketMode) Set("Hitl:Slack:AppToken", "xapp-local-sandbox");
        else Set("Hitl:Slack:SigningSecret", Secrets.Get("slack-signing-secret"));
        Set("Hitl:Slack:TeamId", "T0HITL");
        Set("Hitl:Slack:AppId", "A0HITL");
        Set("Hitl:Slack:ConsoleUrl", gateway + "/console");
        Set("Hitl:Console:PublicUrl", gateway);
        Set("Hitl:Console:ClientId", "local-sandbox-client");
        Set("Hitl:Console:ClientSecret", Secrets.Get("console-client-secret"));
        Set("Hitl:Console:AuthorizationEndpoint", slack + "/openid/connect/authorize");
        Set("Hitl:Console:TokenEndpoint", slack + "/api/openid.connect.token");
        Set("Hitl:Console:UserInfoEndpoint", slack + "/api/openid.connect.userInfo");
        foreach (var target in new[] { "payments", "accounts", "loyalty" })
        {
            Set($"Hitl:Targets:{target}:BaseUrl", $"{slack}/targets/{target}/");
            Set($"Hitl:Targets:{target}:Secret", Secrets.Get("target-key"));
            Set($"Hitl:Targets:{target}:AllowPrivate", "true");
        }

        FillKeys();
        FillSandbox(slack, gateway);
    }

    private string CopyCatalog(string catalog)
    {
        if (!Directory.Exists(catalog)) return Copied(catalog, Path.Combine(Root, "catalog.yaml"));
        var folder = Path.Combine(Root, "catalog");
        // A file that left the catalog must not stay in the copy.
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(catalog, "*", SearchOption.AllDirectories)) Copied(file, Path.Combine(folder, Path.GetRelativePath(catalog, file)));
        return folder;
    }

    private string Copied(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.WriteAllText(to, File.ReadAllText(from).Replace("127.0.0.1:8090", $"127.0.0.1:{Ports.Sandbox}", StringComparison.Ordinal));
        return to;
    }

    private void FillKeys()
    {
        var index = 0;
        foreach (var (kind, id) in new[]
        {
            ("Actor", "support-bot"), ("Actor", "billing-bot"), ("Actor", "retention-bot"), ("Person", "gus"), ("Person", "hana"), ("Person", "dana"), ("Person", "chidi"),
        })
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"Hitl:Bootstrap:ApiKeys:{index++}:");
            Set(prefix + kind, id);
            Set(prefix + "Key", ApiKey(id));
        }
    }

    private void FillSandbox(string slack, string gateway)
    {
        Set("Sandbox:Url", slack);
        Set("Sandbox:DataDirectory", Path.Combine(Root, "sandbox"));
        Set("Sandbox:TargetKey", Secrets.Get("target-key"));
        Set("Sandbox:Slack:RequestUrl", gateway + "/slack/interactions");
        Set("Sandbox:Slack:EventsUrl", gateway + "/slack/events");
        Set("Sandbox:Slack:CommandsUrl", gateway + "/slack/commands");
        Set("Sandbox:Slack:SigningSecret", Secrets.Get("slack-signing-secret"));
        Set("Sandbox:Slack:ClientSecret", Secrets.Get("console-client-secret"));
    }

    private void Set(string key, string value) => _values[key] = value;

    private string CheckpointKey()
    {
        var path = Path.Combine(Root, "checkpoint-key.pem");
        if (!File.Exists(path))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WritePrivate("checkpoint-key.pem", key.ExportPkcs8PrivateKeyPem());
        }

        return path;
    }

    private string MasterKey()
    {
        var path = Path.Combine(Root, "master-keys");
        if (!File.Exists(path)) WritePrivate("master-keys", $"m1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
        return path;
    }

    private void WritePrivate(string name, string text) => PrivateFile.Write(Path.Combine(Root, name), text);
}
