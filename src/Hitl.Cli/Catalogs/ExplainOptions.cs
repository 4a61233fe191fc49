using System.CommandLine;
using System.Text.Json.Nodes;
using Hitl.Client.Catalogs;

namespace Hitl.Cli;

/// <summary>The request that <c>hitl catalog explain</c> asks about.</summary>
internal sealed class ExplainOptions
{
    private readonly Option<string> _actor = new("--actor") { Description = "The actor, such as support-bot.", Required = true };
    private readonly Option<string> _action = new("--action") { Description = "The action, such as refund.", Required = true };
    private readonly Option<string> _customer = new("--customer") { Description = "The customer's reference.", DefaultValueFactory = _ => "example" };
    private readonly Option<string> _segment = new("--segment") { Description = "The customer's segment.", Required = true };
    private readonly Option<string> _channel = new("--channel") { Description = "The channel.", Required = true };
    private readonly Option<long?> _amount = new("--amount") { Description = "Minor units, such as 42000 for 420.00 USD." };
    private readonly Option<string?> _currency = new("--currency") { Description = "ISO 4217 code." };
    private readonly Option<string[]> _parameters = new("--parameter") { Description = "name=value, once per parameter." };

    private readonly Option<string[]> _evidence = new("--evidence") { Description = "kind:reference, once per piece." };
    private readonly Option<string[]> _consents = new("--consent") { Description = "A consent the agent has, once per consent." };
    private readonly Option<string?> _version = new("--agent-version") { Description = "The agent's version." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _actor, _action, _customer, _segment, _channel, _amount, _currency, _parameters, _evidence, _consents, _version }) command.Options.Add(option);
    }

    public ExplainBody Read(ParseResult parsed)
    {
        var parameters = new JsonObject();
        foreach (var pair in parsed.GetValue(_parameters) ?? [])
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (cut > 0) parameters[pair[..cut]] = pair[(cut + 1)..];
        }

        return new()
        {
            Actor = parsed.GetRequiredValue(_actor),
            Action = parsed.GetRequiredValue(_action),
            Customer = new(parsed.GetRequiredValue(_customer), parsed.GetRequiredValue(_segment)),
            Channel = parsed.GetRequiredValue(_channel),
            Amount = parsed.GetValue(_amount),
            Currency = parsed.GetValue(_currency),
            Evidence = parsed.GetValue(_evidence),
            Consents = parsed.GetValue(_consents),
            Agent = parsed.GetValue(_version) is { } version ? new(version, null, null) : null,
            Parameters = parameters.Count == 0 ? null : parameters,
        };
    }
}
