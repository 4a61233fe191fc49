namespace Hitl.Escalations.Keys;

/// <summary>Keeps credentials that change: one writer at a time in all processes, and what was got is kept before it is used.</summary>
public interface ITokenVault
{
    /// <summary>Gives the credential, changed first when it is not fresh.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="isFresh">Whether the one that is kept will do.</param>
    /// <param name="refresh">Gets the next one with the one before (null for the first); null when the issuer did not give one.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>The one that is kept then; null when there never was one.</returns>
    Task<RotatingToken?> CurrentAsync(
        string name, Func<RotatingToken, bool> isFresh, Func<RotatingToken?, CancellationToken, Task<RotatingToken?>> refresh, CancellationToken cancel);
}
