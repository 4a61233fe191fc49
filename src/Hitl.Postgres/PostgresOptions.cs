using System.ComponentModel.DataAnnotations;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres;

/// <summary>How we reach PostgreSQL, and where checkpoints are signed and anchored. Bound from <c>Hitl:Postgres</c>; checked before the host starts.</summary>
public sealed record PostgresOptions
{
    /// <summary>Where the options are bound from.</summary>
    public const string Section = "Hitl:Postgres";

    /// <summary>Connection string of role <c>hitl_app</c>. No default: it must be set.</summary>
    [Required, MinLength(1)]
    public string ConnectionString { get; init; } = "";

    /// <summary>Connection string of role <c>hitl_seal</c>; only the process that seals the ledger needs it. Default: none.</summary>
    public string? SealConnectionString { get; init; }

    /// <summary>Connection string of role <c>hitl_retention</c>; without it nobody expires anything from this process. Default: none.</summary>
    public string? RetentionConnectionString { get; init; }

    /// <summary>Directory outside the database where signed checkpoints are kept; needed to seal, and to notice a restored backup. Default: none.</summary>
    public string? AnchorDirectory { get; init; }

    /// <summary>PEM file of the ECDSA P-256 key that signs checkpoints; needed to seal. Default: none.</summary>
    public string? CheckpointKeyPath { get; init; }

    /// <summary>PEM file of the public key that verifies checkpoints; default: the public part of <see cref="CheckpointKeyPath"/>.</summary>
    public string? CheckpointPublicKeyPath { get; init; }

    /// <summary>File of the master keys that wrap each customer's own key, one <c>name base64</c> a line of 32 bytes, the first in use; what is about a person is sealed with it.</summary>
    /// <remarks>Every process needs the same. Default: none, and nothing is sealed.</remarks>
    public string? MasterKeyPath { get; init; }

    /// <summary>Most connections kept by this process. Default 16; allowed 1 to 200. Few are faster than many: see the measured table in the README.</summary>
    [Range(1, 200)]
    public int MaxConnections { get; init; } = 16;

    /// <summary>Most cards that are open for one person at once; what waits beyond them is named in one digest until a place is free. Default 10; allowed 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MostOpenCards { get; init; } = 10;

    /// <summary>Longest time one command may take. Default 15 s; allowed 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A checkpoint is signed at least this often while rows are sealed. Default 60 s; allowed 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A checkpoint is signed at the latest after this many sealed rows. Default 10,000; allowed 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int CheckpointRows { get; init; } = 10_000;

    /// <summary>The newest rows of the ledger are verified again this often, and executions stop when they do not hold. Default 60 s; allowed 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TailCheckEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many of the newest rows that is. Default 10,000; allowed 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int TailCheckRows { get; init; } = 10_000;

    /// <summary>The whole ledger is verified this often, and executions stop when it does not hold. Default 24 h; allowed 1 min to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan FullVerifyEvery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A bucket with object lock that also keeps signed checkpoints. Default: none.</summary>
    public S3AnchorOptions? AnchorBucket { get; init; }

    /// <summary>Where signed checkpoints are also posted, as text: https, or http on this machine. A GET there may answer the newest one. Default: nowhere.</summary>
    public Uri? AnchorUrl { get; init; }

    /// <summary>Bearer credential for <see cref="AnchorUrl"/>. Default: none.</summary>
    public string? AnchorToken { get; init; }
}
