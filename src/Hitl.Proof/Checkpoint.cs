using System.Globalization;

namespace Hitl.Proof;

/// <summary>What a signed checkpoint says: the chain had this many rows, and this was its last link.</summary>
/// <param name="Chain">Which chain.</param>
/// <param name="Size">How many rows, at least 1.</param>
/// <param name="Head">The link of the last of them, 64 hex digits.</param>
/// <param name="At">When it was signed, UTC, to the microsecond.</param>
/// <param name="Epoch">Which sealer signed: grows with every change of sealer.</param>
public sealed record Checkpoint(string Chain, long Size, string Head, DateTimeOffset At, long Epoch)
{
    private const string Origin = "hitl-ledger/";

    /// <summary>The text that is signed: origin, size, head in base64, then one line each for time and epoch.</summary>
    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Origin}{Chain}\n{Size}\n{Convert.ToBase64String(Convert.FromHexString(Head))}\ntime {LedgerHash.Microseconds(At)}\nepoch {Epoch}\n");

    /// <summary>Reads such a text; null when it is anything else.</summary>
    internal static Checkpoint? Read(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var head, var time, var epoch, ""]) return null;
        if (!origin.StartsWith(Origin, StringComparison.Ordinal) || !Number(size, "", out var rows) || rows < 1) return null;
        if (!Number(time, "time ", out var microseconds) || !Number(epoch, "epoch ", out var sealer)) return null;
        var bytes = new byte[64];
        if (!Convert.TryFromBase64String(head, bytes, out var length) || length != 32) return null;
        return new(origin[Origin.Length..], rows, Convert.ToHexStringLower(bytes.AsSpan(0, 32)), DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds), sealer);
    }

    private static bool Number(string line, string prefix, out long value)
    {
        value = 0;
        return line.StartsWith(prefix, StringComparison.Ordinal)
            && long.TryParse(line.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value < 1L << 56;
    }
}
