namespace Hitl.Cli;

/// <summary>Exit codes, after the conventions of <c>sysexits.h</c>.</summary>
public static class CliExit
{
    /// <summary>All is well.</summary>
    public const int Ok = 0;

    /// <summary>The gateway refused the call; its code and text are on the error stream.</summary>
    public const int Refused = 1;

    /// <summary>A verification found a difference.</summary>
    public const int NotIntact = 2;

    /// <summary>An unknown verb or option, or a missing argument.</summary>
    public const int Usage = 64;

    /// <summary>Input that cannot be read as what it should be.</summary>
    public const int BadInput = 65;

    /// <summary>The gateway could not be reached.</summary>
    public const int Unavailable = 69;

    /// <summary>The configuration is unusable, for instance readable by everybody.</summary>
    public const int BadConfiguration = 78;
}
