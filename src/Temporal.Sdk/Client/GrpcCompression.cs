namespace Temporalio.Client;

/// <summary>How messages are compressed on their way.</summary>
public abstract record GrpcCompression
{
    private GrpcCompression()
    {
    }

    /// <summary>Requests with gzip, where it is worth it; compressed answers are asked for.</summary>
    public sealed record Gzip() : GrpcCompression;

    /// <summary>Not at all, in neither direction.</summary>
    public sealed record None() : GrpcCompression;
}
