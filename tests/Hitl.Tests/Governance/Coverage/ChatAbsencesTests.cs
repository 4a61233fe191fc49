using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Tests.Workflows.Memory;

namespace Hitl.Tests.Governance.Coverage;

/// <summary>What the chat says of an absence is noted as the chat says it, once, and taken back when it no longer does.</summary>
public sealed class ChatAbsencesTests
{
    private static readonly Person Ben = Demo.Catalog.People[new("ben")];
    private static readonly DateTimeOffset Evening = Demo.Now.AddHours(8);

    private readonly MemoryAbsences _absences = new();
    private readonly MemoryDirectory _directory = new();
    private readonly StoppedClock _clock = new(Demo.Now.AddMilliseconds(640));

    [Fact]
    public async Task Whoever_is_there_and_was_is_not_written_about()
    {
        Assert.Equal(DirectoryAnswer.Present, await LookAsync(new(DirectoryAnswer.Present)));
        Assert.Empty(_absences.Entries);
    }

    [Fact]
    public async Task Nobody_is_looked_up_without_an_account()
    {
        Assert.Equal(DirectoryAnswer.Undetermined, await new ChatAbsences(_absences, _directory, _clock).LookAsync(Ben with { SlackUser = null }, "system:worker", TestContext.Current.CancellationToken));
        Assert.Empty(_directory.Asked);
    }

    [Fact]
    public async Task Not_being_able_to_look_changes_nothing()
    {
        await LookAsync(new(DirectoryAnswer.Gone));

        Assert.Equal(DirectoryAnswer.Undetermined, await LookAsync(new(DirectoryAnswer.Undetermined)));
        Assert.Equal("Slack account deactivated", Noted().Reason);
        Assert.Single(_absences.Entries);
    }

    [Fact]
    public async Task An_account_that_is_gone_is_an_absence_from_this_second_on_without_an_end()
    {
        Assert.Equal(DirectoryAnswer.Gone, await LookAsync(new(DirectoryAnswer.Gone)));

        Assert.Equal(new Absence(Ben.Id, Demo.Now, Demo.Now.AddDays(3650), "Slack account deactivated"), Noted());
        Said("The Slack account of ben is gone: coverage is asked.", """{"person":"ben","source":"slack","until":null}""");
    }

    [Fact]
    public async Task A_status_that_says_away_ends_when_it_says()
    {
        await LookAsync(new(DirectoryAnswer.Present, IsAway: true, Evening));

        Assert.Equal(new Absence(Ben.Id, Demo.Now, Evening, "by Slack status"), Noted());
        Said("The Slack status of ben says that they are away: coverage is asked.", """{"person":"ben","source":"slack","until":"2026-03-02T17:30:00.0000000Z"}""");
    }

    [Fact]
    public async Task What_stands_is_left_as_it_was_noted_however_often_somebody_looks()
    {
        foreach (var found in new DirectoryFinding[] { new(DirectoryAnswer.Gone), new(DirectoryAnswer.Present, true, Evening), new(DirectoryAnswer.Present, true) })
        {
            _absences.Noted.Clear();
            _absences.Entries.Clear();
            await LookAsync(found);
            var first = Noted();

            _clock.Now = _clock.Now.AddDays(1);
            await LookAsync(found);

            Assert.Equal(first, Noted());
            Assert.Single(_absences.Entries);
        }
    }

    [Fact]
    public async Task A_status_that_now_says_another_end_is_noted_anew()
    {
        await LookAsync(new(DirectoryAnswer.Present, true, Evening));
        await LookAsync(new(DirectoryAnswer.Present, true, Evening.AddHours(1)));
        Assert.Equal(Evening.AddHours(1), Noted().Until);

        await LookAsync(new(DirectoryAnswer.Present, true));
        Assert.Equal(Demo.Now.AddDays(3650), Noted().Until);
    }

    [Theory]
    [InlineData(1824, 3650)]
    [InlineData(1825, 1825 + 3650)]
    public async Task An_absence_without_an_end_is_noted_anew_once_half_its_time_is_over(int daysPassed, int daysUntil)
    {
        await LookAsync(new(DirectoryAnswer.Gone));

        _clock.Now = _clock.Now.AddDays(daysPassed);
        await LookAsync(new(DirectoryAnswer.Gone));

        Assert.Equal(Demo.Now.AddDays(daysUntil), Noted().Until);
    }

    [Fact]
    public async Task An_account_that_is_gone_is_another_absence_than_the_status_before()
    {
        await LookAsync(new(DirectoryAnswer.Present, true));
        await LookAsync(new(DirectoryAnswer.Gone));

        Assert.Equal("Slack account deactivated", Noted().Reason);
    }

    [Fact]
    public async Task Whoever_is_back_is_away_no_more_and_it_says_from_what()
    {
        await LookAsync(new(DirectoryAnswer.Present, true, Evening));
        await LookAsync(new(DirectoryAnswer.Present));
        Assert.Empty(_absences.Noted);
        Said("The Slack status of ben says away no more.", """{"person":"ben","source":"slack","until":null}""");

        await LookAsync(new(DirectoryAnswer.Gone));
        await LookAsync(new(DirectoryAnswer.Present));
        Assert.Empty(_absences.Noted);
        Said("The Slack account of ben works again.", """{"person":"ben","source":"slack","until":null}""");
    }

    [Fact]
    public async Task What_others_noted_and_what_is_noted_of_others_stays()
    {
        Absence leave = new(Ben.Id, Demo.Now, Evening, "leave"), status = new(new("ada"), Demo.Now, Evening, "by Slack status");
        _absences.Noted.AddRange([new(Guid.NewGuid(), leave, null, "command"), new(Guid.NewGuid(), status, null, "slack")]);

        await LookAsync(new(DirectoryAnswer.Present));

        Assert.Equal([leave, status], _absences.Noted.Select(note => note.Absence));
        Assert.Empty(_absences.Entries);
    }

    private Absence Noted() => Assert.Single(_absences.Noted).Absence;

    private void Said(string summary, string body)
    {
        var entry = _absences.Entries[^1];
        Assert.Equal((LedgerKinds.AbsenceNoted, "system:worker", summary, body), (entry.Kind, entry.By, entry.Summary, entry.Body.ToJsonString()));
    }

    private Task<DirectoryAnswer> LookAsync(DirectoryFinding found)
    {
        _directory.Found[Ben.SlackUser!] = found;
        return new ChatAbsences(_absences, _directory, _clock).LookAsync(Ben, "system:worker", TestContext.Current.CancellationToken);
    }
}
