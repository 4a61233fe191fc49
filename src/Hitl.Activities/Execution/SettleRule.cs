using System.Globalization;
using Hitl.Escalations.Execution;

namespace Hitl.Activities.Execution;

/// <summary>Decides the next move on a step so that it never takes effect twice and an unknown outcome is never guessed. Pure.</summary>
/// <remarks>
/// Order: what is known stands. What is unknown is looked up before anything is sent. Not found, a key the target still remembers makes sending again
/// safe; without one, only a second look-up after the settle window confirms that it was not done. What cannot be looked up goes to a person.
/// </remarks>
internal static class SettleRule
{
    /// <summary>Keys are trusted for less time than any target promises (24 h).</summary>
    public static readonly TimeSpan LongestKeyTrust = TimeSpan.FromHours(20);

    /// <summary>After so many unknown answers under one key the same stored answer would come back for ever.</summary>
    public const int MostUnknownSends = 3;

    /// <summary>What is under way at the target for longer than this is shown to a person.</summary>
    public static readonly TimeSpan LongestPending = TimeSpan.FromDays(10);

    /// <summary>The next move.</summary>
    public static SettleMove Next(SettleFacts facts) => facts.Effect?.Status switch
    {
        EffectStatus.Done => new(SettleMoveKind.Done),
        EffectStatus.Refused when MustLookUp(facts) => LookUp(facts),
        EffectStatus.Refused => new(SettleMoveKind.Refused),
        _ => facts.IsUnknown ? Unknown(facts) : NotDone(facts),
    };

    private static SettleMove NotDone(SettleFacts facts)
    {
        if (MustLookUp(facts)) return LookUp(facts);
        if (facts.Progress.UnknownSends >= MostUnknownSends)
            return Park($"{MostUnknownSends} tries had no readable answer and the target confirms that none took effect");
        return facts.Sends <= facts.Step.Retries ? new(SettleMoveKind.Send) : Park(Tries(facts, "could not be sent"));
    }

    private static SettleMove Unknown(SettleFacts facts)
    {
        if (facts.Progress.PendingSince is { } since) return Pending(facts, since);
        if (facts.Step.CanLookUp && facts.Progress.NotFoundSince is null) return LookUp(facts);
        if (IsKeyTrusted(facts) && facts.Progress.UnknownSends < MostUnknownSends && facts.Sends <= facts.Step.Retries) return new(SettleMoveKind.Send);
        return facts.Step.CanLookUp ? Settle(facts) : Park("whether it took effect is not known, and the target cannot be asked");
    }

    // The target has it: sending again could only make a second one.
    private static SettleMove Pending(SettleFacts facts, DateTimeOffset since)
    {
        if (!facts.Step.CanLookUp) return Park("the target accepted it and cannot be asked what became of it");
        return facts.Now - since < LongestPending ? LookUp(facts) : Park($"it has been under way at the target for {LongestPending.TotalDays:0} days");
    }

    private static SettleMove Settle(SettleFacts facts)
    {
        var settledAt = facts.Progress.NotFoundSince!.Value + facts.Step.SettleWindow;
        if (facts.Progress.NotFoundAt >= settledAt) return new(SettleMoveKind.ConfirmNotDone);
        return facts.Now >= settledAt ? LookUp(facts) : new(SettleMoveKind.Wait, settledAt - facts.Now, "not found at the target yet; it is asked again after the settle window");
    }

    // Ops replay a step because something about it is in doubt: whatever our record says, the target is asked.
    private static bool MustLookUp(SettleFacts facts) =>
        facts.Progress is { LooksUpFirst: true, NotFoundSince: null } && facts.Step.CanLookUp && facts.Effect?.Attempts > 0;

    private static SettleMove LookUp(SettleFacts facts) => facts.Progress.FailedLookUps <= facts.Step.Retries
        ? new(SettleMoveKind.LookUp)
        : Park(string.Create(CultureInfo.InvariantCulture, $"the target could not be asked in {facts.Progress.FailedLookUps} tries"));

    private static bool IsKeyTrusted(SettleFacts facts)
    {
        var trust = facts.Step.KeyLife < LongestKeyTrust ? facts.Step.KeyLife : LongestKeyTrust;
        return facts.Now - facts.Effect!.FirstSentAt < trust;
    }

    private static string Tries(SettleFacts facts, string what) => string.Create(CultureInfo.InvariantCulture, $"{what} in {facts.Sends} tries");

    private static SettleMove Park(string why) => new(SettleMoveKind.Park, default, why);
}
