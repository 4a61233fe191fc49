using System.Collections;
using System.Reflection;

namespace Hitl.Tests.Gateway;

/// <summary>Every fault of Slack that can be played, out and in, with the test that plays it. A test or row that goes away takes its fault out of the list, and that fails here.</summary>
public sealed class SlackFaultListTests
{
    private const string Posting = nameof(SlackWeatherTests.A_fault_while_posting_leaves_one_live_card_once_it_has_passed);
    private const string Refusing = nameof(SlackWeatherTests.What_slack_will_never_take_has_no_id_and_is_recorded_as_undelivered);
    private const string Updating = nameof(SlackWeatherTests.A_card_that_slack_never_lets_be_updated_decides_nothing_any_more);

    /// <summary>Fault, test class, test, and a part of the row that plays it; empty where the whole test does.</summary>
    public static TheoryData<string, Type, string, string> Out => new()
    {
        { "429, Retry-After 1", typeof(SlackWeatherTests), Posting, "\"retry_after\":1}" },
        { "429, Retry-After 30", typeof(SlackWeatherTests), Posting, "\"retry_after\":30}" },
        { "429, Retry-After 0", typeof(SlackWeatherTests), Posting, "\"retry_after\":0}" },
        { "429 without Retry-After", typeof(SlackWeatherTests), Posting, "{\"kind\":\"rate_limit\"}" },
        { "429, Retry-After abc", typeof(SlackWeatherTests), Posting, "\"retry_after\":\"abc\"" },
        { "429, Retry-After 86400", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_rate_limit_of_a_day_is_obeyed_for_an_hour_and_then_tried_again), "" },
        { "500", typeof(SlackWeatherTests), Posting, "\"status\":500" },
        { "502", typeof(SlackWeatherTests), Posting, "\"status\":502" },
        { "503", typeof(SlackWeatherTests), Posting, "\"status\":503" },
        { "504", typeof(SlackWeatherTests), Posting, "\"status\":504" },
        { "HTML body", typeof(SlackWeatherTests), Posting, "\"kind\":\"html\"" },
        { "ratelimited", typeof(SlackWeatherTests), Posting, "\"ratelimited\"" },
        { "channel_not_found", typeof(SlackWeatherTests), Refusing, "channel_not_found" },
        { "not_in_channel", typeof(SlackWeatherTests), Refusing, "not_in_channel" },
        { "is_archived", typeof(SlackWeatherTests), Refusing, "is_archived" },
        { "is_archived, truly", typeof(SlackWeatherTests), nameof(SlackWeatherTests.An_archived_conversation_takes_no_card_and_what_stands_there_decides_nothing_once_it_is_over), "" },
        { "user_not_found", typeof(SlackWeatherTests), Refusing, "user_not_found" },
        { "user deactivated", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_person_deactivated_in_slack_is_not_reached_and_that_is_recorded), "" },
        { "account_inactive", typeof(SlackWeatherTests), Posting, "account_inactive" },
        { "invalid_auth", typeof(SlackWeatherTests), Posting, "invalid_auth" },
        { "token_revoked", typeof(SlackWeatherTests), Posting, "token_revoked" },
        { "token_expired", typeof(SlackWeatherTests), Posting, "token_expired" },
        { "missing_scope", typeof(SlackWeatherTests), Posting, "missing_scope" },
        { "msg_too_long", typeof(SlackWeatherTests), Refusing, "msg_too_long" },
        { "invalid_blocks", typeof(SlackWeatherTests), Refusing, "invalid_blocks" },
        { "message_not_found", typeof(SlackWeatherTests), Updating, "message_not_found" },
        { "message deleted", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_card_that_was_deleted_is_posted_anew_as_it_stands), "" },
        { "cant_update_message", typeof(SlackWeatherTests), Updating, "cant_update_message" },
        { "fatal_error", typeof(SlackWeatherTests), Posting, "fatal_error" },
        { "hash_conflict", typeof(SlackWeatherTests), nameof(SlackWeatherTests.The_home_tab_is_published_again_with_what_is_true_then), "hash_conflict" },
        { "trigger expired", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_dialog_whose_trigger_ran_out_decides_nothing_and_the_person_is_told), "" },
        { "timeout after accepting", typeof(SlackWeatherTests), Posting, "timeout_after" },
        { "30 s stall", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_stall_of_thirty_seconds_is_given_up_and_leaves_one_card), "" },
        { "truncated body", typeof(SlackWeatherTests), Posting, "truncate" },
        { "down for more than an hour", typeof(SlackWeatherTests), nameof(SlackWeatherTests.With_slack_down_for_an_hour_people_decide_in_the_console_and_slack_is_made_true_afterwards), "" },
        { "all of them, drawn by seed, against I5 to I8 and I12", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_seeded_schedule_of_faults_in_and_out_breaks_no_invariant), "" },
    };

    /// <summary>The same for what Slack delivers.</summary>
    public static TheoryData<string, Type, string, string> In => new()
    {
        { "lost", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_press_that_was_lost_leaves_the_card_to_be_pressed_again), "" },
        { "three times", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_press_that_comes_four_times_is_one_decision), "" },
        { "a capture replayed", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL03 a capture replayed" },
        { "late", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_press_that_slack_brings_late_counts_if_nothing_overtook_it_and_else_changes_nothing), "False" },
        { "out of order", typeof(SlackWeatherTests), nameof(SlackWeatherTests.A_press_that_slack_brings_late_counts_if_nothing_overtook_it_and_else_changes_nothing), "True" },
        { "double click", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL12 second click" },
        { "two people in the same moment", typeof(DecideApiTests), nameof(DecideApiTests.Approve_and_deny_at_the_same_time_leave_exactly_one_winner), "" },
        { "approve and deny in the same moment", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL15 approve and deny at once" },
        { "on a superseded stage", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL10 other stage" },
        { "after an edit", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL18 modal submitted after the request changed" },
        { "after the end or a withdrawal", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL14 after the end" },
        { "after a denial", typeof(SlackDoorTests), nameof(SlackDoorTests.Attack_or_bad_input_is_refused_as_documented), "SL13 after another's denial" },
        { "ghost sockets", typeof(SocketDoorTests), nameof(SocketDoorTests.Attack_or_bad_input_is_refused_as_documented), "SM03 too many websockets" },
        { "disconnect in the middle of a delivery", typeof(SocketDoorTests), nameof(SocketDoorTests.Sockets_that_are_cut_at_any_moment_lose_no_click_that_was_acknowledged_and_double_none), "" },
        { "refresh", typeof(SocketDoorTests), nameof(SocketDoorTests.A_successor_greets_before_the_old_connection_goes), "" },
        { "envelope without id", typeof(SocketDoorTests), nameof(SocketDoorTests.Attack_or_bad_input_is_refused_as_documented), "SM01 no envelope id" },
    };

    [Theory]
    [MemberData(nameof(Out))]
    [MemberData(nameof(In))]
    public void A_fault_of_the_list_is_played_by_the_test_that_is_named(string fault, Type type, string test, string row)
    {
        var method = type.GetMethod(test);

        Assert.True(method?.GetCustomAttributes<FactAttribute>().Any() == true, $"{fault}: {type.Name} has no test {test}");
        Assert.True(row.Length == 0 || Rows(type, method).Any(one => one.Contains(row, StringComparison.Ordinal)), $"{fault}: {test} has no row with {row}");
    }

    private static IEnumerable<string> Rows(Type type, MethodInfo method)
    {
        foreach (var inline in method.GetCustomAttributes<InlineDataAttribute>()) yield return string.Join(' ', inline.Data);
        foreach (var member in method.GetCustomAttributes<MemberDataAttribute>())
        {
            var data = (IEnumerable)type.GetMethod(member.MemberName)!.Invoke(null, null)!;
            foreach (var row in data.Cast<ITheoryDataRow>()) yield return string.Join(' ', row.GetData());
        }
    }
}
