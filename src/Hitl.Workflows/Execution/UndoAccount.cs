using Hitl.Escalations.Requests;

namespace Hitl.Workflows.Execution;

/// <summary>Keeps account of an undoing, so that its end says no more than is true.</summary>
internal sealed class UndoAccount
{
    private readonly List<string> _left = [];
    private int _undone;
    private int _failed;
    private int _noWay;
    private int _unknown;

    public void Unknown(string sentence)
    {
        _unknown++;
        _left.Add(sentence);
    }

    public void NoWayBack(string sentence)
    {
        _noWay++;
        _left.Add(sentence);
    }

    /// <summary>Takes in how one undoing ended.</summary>
    public void Tried(string step, StepEnd end)
    {
        if (end.Kind == StepEndKind.Done)
        {
            _undone++;
        }
        else if (end.IsOutcomeKnown)
        {
            _failed++;
            _left.Add($"{step} was done and not undone");
        }
        else
        {
            Unknown($"{step} was done and whether it was undone is not known");
        }
    }

    /// <summary>The end that holds all of it. What is not known comes first: every other word would claim to know.</summary>
    public SagaEnd End(string why)
    {
        var state = (_unknown, _failed + _noWay, _undone) switch
        {
            (> 0, _, _) => RequestState.Unknown,
            (_, 0, 0) => RequestState.NeverExecuted,
            (_, 0, _) => RequestState.Compensated,
            (_, _, > 0) => RequestState.PartlyCompensated,
            _ => _failed > 0 ? RequestState.CompensationFailed : RequestState.Irreversible,
        };
        return new(state, _left.Count == 0 ? why : $"{why}. Left as it is: {string.Join("; ", _left)}");
    }
}
