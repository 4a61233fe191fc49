using System.CommandLine;
using Hitl.Client.Audit;

namespace Hitl.Cli;

/// <summary>The filters of <c>hitl audit query</c> and <c>export</c>; all that are given must hold.</summary>
internal sealed class LedgerQueryOptions
{
    private readonly Option<string?> _request = new("--request") { Description = "Only rows about this request." };
    private readonly Option<string?> _actor = new("--actor", "--agent") { Description = "Only rows about requests of this agent." };
    private readonly Option<string?> _person = new("--person") { Description = "Only rows this person wrote or was acted for." };
    private readonly Option<string?> _approver = new("--approver") { Description = "Only rows about requests this person decided." };
    private readonly Option<string?> _customer = new("--customer") { Description = "Only rows about this customer." };
    private readonly Option<string?> _action = new("--action") { Description = "Only rows about requests for this action." };
    private readonly Option<string?> _outcome = new("--outcome") { Description = "Only rows about requests in this state now: executed, denied, refused, …" };
    private readonly Option<string?> _kind = new("--kind") { Description = "Only rows of this kind, such as decision.recorded." };
    private readonly Option<string?> _currency = new("--currency") { Description = "Only rows about requests in this currency." };
    private readonly Option<long?> _amountFrom = new("--amount-from") { Description = "Only rows about requests of at least this amount, in minor units." };
    private readonly Option<long?> _amountTo = new("--amount-to") { Description = "Only rows about requests of at most this amount, in minor units." };
    private readonly Option<DateTimeOffset?> _from = new("--from") { Description = "From this moment on." };
    private readonly Option<DateTimeOffset?> _until = new("--until") { Description = "Before this moment." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _request, _actor, _person, _approver, _customer, _action, _outcome, _kind, _currency, _amountFrom, _amountTo, _from, _until })
            command.Add(option);
    }

    public LedgerQuery Read(ParseResult parsed) => new()
    {
        Request = parsed.GetValue(_request),
        Actor = parsed.GetValue(_actor),
        Person = parsed.GetValue(_person),
        Approver = parsed.GetValue(_approver),
        Customer = parsed.GetValue(_customer),
        Action = parsed.GetValue(_action),
        Outcome = parsed.GetValue(_outcome),
        Kind = parsed.GetValue(_kind),
        Currency = parsed.GetValue(_currency),
        AmountFrom = parsed.GetValue(_amountFrom),
        AmountTo = parsed.GetValue(_amountTo),
        From = parsed.GetValue(_from),
        Until = parsed.GetValue(_until),
    };
}
