namespace Temporal.Tests.DevServer;

/// <summary>What the server says may be read by nobody: a pipe that is full, a terminal that was stopped.</summary>
public sealed class UnreadOutputTests
{
    [Fact]
    public async Task A_server_whose_output_nobody_reads_answers_all_the_same()
    {
        using var server = ServerProcess.SpawnUnread(ServerProcess.FreePort());
        await Eventually.HoldsAsync(server.AnswersAsync);

        var answered = 0;
        for (var call = 0; call < 2_000 && await server.AnswersAsync(); call++) answered++;

        Assert.Equal(2_000, answered);
    }
}
