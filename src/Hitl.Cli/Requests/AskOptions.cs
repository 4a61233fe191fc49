using System.CommandLine;
using System.Text.Json.Nodes;
using Hitl.Client.Requests;

namespace Hitl.Cli;

/// <summary>The request that <c>hitl requests ask</c> posts, as an agent would.</summary>
internal sealed class AskOptions
{
    private readonly Argument<string> _action = new("action") { Description = "The action, such as refund." };
    private readonly Option<string> _customer = new("--customer") { Description = "The customer's reference.", Required = true };
    private readonly Option<string> _segment = new("--segment") { Description = "The customer's segment.", Required = true };
    private readonly Option<string> _channel = new("--channel") { Description = "The channel.", Required = true };
    private readonly Option<long?> _amount = new("--amount") { Description = "Minor units, such as 42000 for 420.00 USD." };
    private readonly Option<string?> _currency = new("--currency") { Description = "ISO 4217 code." };
    private readonly Option<string[]> _parameters = new("--parameter") { Description = "name=value, once per parameter." };
    private readonly Option<string?> _rationale = new("--rationale") { Description = "Why, in the agent's words." };
    private readonly Option<string[]> _evidence = new("--evidence") { Description = "kind:reference, once per piece." };
    private readonly Option<string[]> _consents = new("--consent") { Description = "A consent the agent has, once per consent." };
    private readonly Option<string?> _key = new("--idempotency-key") { Description = "Idempotency key: the same key with the same words is the same request. Default: a new one." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_action);
        foreach (var option in new Option[] { _customer, _segment, _channel, _amount, _currency, _parameters, _rationale, _evidence, _consents, _key }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            foreach (var pair in result.GetValue(_parameters) ?? [])
                if (pair.IndexOf('=', StringComparison.Ordinal) <= 0) result.AddError($"--parameter {pair}: expected name=value, such as charge=ch_1.");
        });
    }

    public string Key(ParseResult parsed) => parsed.GetValue(_key) ?? "cli-" + Guid.NewGuid().ToString("n");

    public SubmitBody Read(ParseResult parsed)
    {
        var parameters = (parsed.GetValue(_parameters) ?? []).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair[0], pair[1]));
        return new()
        {
            Action = parsed.GetRequiredValue(_action),
            Customer = new(parsed.GetRequiredValue(_customer), parsed.GetRequiredValue(_segment)),
            Channel = parsed.GetRequiredValue(_channel),
            Amount = parsed.GetValue(_amount),
            Currency = parsed.GetValue(_currency),
            Parameters = new(parameters),
            Rationale = parsed.GetValue(_rationale),
            Evidence = parsed.GetValue(_evidence),
            Consents = parsed.GetValue(_consents),
        };
    }
}
