namespace Temporalio.Client;

/// <summary>How requests are compressed on their way. Compressed answers are understood either way.</summary>
public abstract record GrpcCompression
{
    private GrpcCompression()
    {
    }

    /// <summary>With gzip.</summary>
    public sealed record Gzip() : GrpcCompression;

    /// <summary>Not at all.</summary>
    public sealed record None() : GrpcCompression;
}
