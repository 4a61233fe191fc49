using System.Globalization;

namespace Hitl.Postgres.Ledger;

/// <summary>When the whole ledger was verified last, beside the anchors: a process that is started anew must not begin the day anew.</summary>
internal sealed class VerifiedMark(string directory)
{
    private readonly string _path = Path.Combine(directory, "verified.txt");

    /// <summary>The moment; null when never, or when the mark cannot be read.</summary>
    public DateTimeOffset? Last() =>
        File.Exists(_path) && DateTimeOffset.TryParse(File.ReadAllText(_path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public void Set(DateTimeOffset at)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(_path, at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) + "\n");
    }
}
