namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule does. The one kind there is: <see cref="ScheduleListActionStartWorkflow"/>.</summary>
public abstract record ScheduleListAction
{
    private protected ScheduleListAction()
    {
    }
}
