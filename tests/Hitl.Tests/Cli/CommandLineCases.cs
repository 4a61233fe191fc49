namespace Hitl.Tests.Cli;

/// <summary>What people type wrongly, and the exit code and words they get.</summary>
public static class CommandLineCases
{
    public static TheoryData<string, string[], int, string> Refused => new()
    {
        { "CL01 unknown verb", ["ops", "lst"], 64, "Did you mean 'list'?" },
        { "CL01 unknown option", ["ops", "list", "--al"], 64, "cli.usage" },
        { "CL01 missing argument", ["ops", "replay", "req_1"], 64, "--reason" },
        { "a parameter without a name", ["requests", "ask", "refund", "--customer", "c", "--segment", "retail", "--channel", "chat", "--parameter", "ch_1"], 64, "name=value" },
        { "CL03 key on the command line", ["ops", "list", "--token", "hk_secret"], 64, "cli.secret_argument" },
        { "CL03 key on the command line, joined", ["ops", "list", "--token=hk_secret"], 64, "cli.secret_argument" },
        { "CL09 another tenant", ["audit", "query", "--tenant", "../x"], 64, "cli.usage" },
        { "CL09 a request of nobody here", ["audit", "show", "../x"], 1, "request.not_found" },
        { "a request that does not exist", ["audit", "show", "req_00000000000000000000000000"], 1, "request.not_found" },
        { "a file that does not exist", ["catalog", "check", "no-such-file.yaml"], 65, "file.missing" },
        { "a manifest for plain http", ["slack", "manifest", "--url", "http://hitl.example.com"], 64, "slack.url" },
    };
}
