using Temporal.Tests.DevServer;
using Temporalio.Common;
using Temporalio.Testing;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class SearchAttributeSample
{
    private static readonly SearchAttributeKey<long> Step = SearchAttributeKey.CreateLong("SampleStep");
    private static readonly SearchAttributeKey<string> Customer = SearchAttributeKey.CreateKeyword("SampleCustomer");
    private static readonly SearchAttributeKey<bool> Urgent = SearchAttributeKey.CreateBool("SampleUrgent");
    private static readonly SearchAttributeKey<DateTimeOffset> Due = SearchAttributeKey.CreateDateTimeOffset("SampleDue");
    private static readonly SearchAttributeKey<IReadOnlyCollection<string>> Tags = SearchAttributeKey.CreateKeywordList("SampleTags");

    [Fact]
    public async Task A_workflow_is_found_by_what_it_says_of_itself()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync(new() { SearchAttributes = [Step, Customer, Urgent, Due, Tags] });
        var options = SampleWorkers.OnNewQueue().AddWorkflow<FindableWorkflow>();

        await SampleWorkers.RunAsync(environment.Client, options, async () =>
        {
            var start = options.NewWorkflow();
            start.TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Step, 1).Set(Urgent, true).ToSearchAttributeCollection();
            start.Memo = new Dictionary<string, object> { ["kept"] = "as it was", ["gone"] = "soon" };
            var handle = await environment.Client.StartWorkflowAsync((FindableWorkflow workflow) => workflow.RunAsync(), start);

            await Eventually.HoldsAsync(async () =>
                (await environment.Client.CountWorkflowsAsync("SampleStep = 2 AND SampleCustomer = 'cus_1'")).Count == 1);

            var description = await handle.DescribeAsync();
            Assert.Equal(2, description.TypedSearchAttributes.Get(Step));
            Assert.Equal(["red", "blue"], description.TypedSearchAttributes.Get(Tags));
            Assert.False(description.TypedSearchAttributes.ContainsKey(Urgent));
            Assert.Equal(("as it was", "here"), (
                await description.Memo["kept"].ToValueAsync<string>(), await description.Memo["added"].ToValueAsync<string>()));
            Assert.False(description.Memo.ContainsKey("gone"));
        });
    }

    [Workflow]
    public sealed class FindableWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.UpsertTypedSearchAttributes(
                Step.ValueSet(Workflow.TypedSearchAttributes.Get(Step) + 1),
                Customer.ValueSet("cus_1"),
                Due.ValueSet(Workflow.UtcNow),
                Tags.ValueSet(["red", "blue"]),
                Urgent.ValueUnset());
            Workflow.UpsertMemo(MemoUpdate.ValueSet("added", "here"), MemoUpdate.ValueUnset("gone"));
            Assert.Equal(["added", "kept"], Workflow.Memo.Keys.Order(StringComparer.Ordinal));
            await Workflow.WaitConditionAsync(() => false);
        }
    }
}
