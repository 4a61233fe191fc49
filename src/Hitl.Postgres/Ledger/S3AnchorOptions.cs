using System.ComponentModel.DataAnnotations;

namespace Hitl.Postgres.Ledger;

/// <summary>A bucket with object lock that keeps checkpoints, S3 or compatible. Bound from <c>Hitl:Postgres:AnchorBucket</c>.</summary>
public sealed record S3AnchorOptions
{
    /// <summary>Where the store answers: https, or http on this machine. No default.</summary>
    [Required]
    public Uri? Endpoint { get; init; }

    /// <summary>The bucket; made with object lock. No default.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    public string Bucket { get; init; } = "";

    /// <summary>The store's region. Default <c>us-east-1</c>.</summary>
    [Required, MinLength(1)]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Id of the access key. No default.</summary>
    [Required, MinLength(1)]
    public string AccessKeyId { get; init; } = "";

    /// <summary>The access key's secret. No default.</summary>
    [Required, MinLength(1)]
    public string SecretAccessKey { get; init; } = "";

    /// <summary>Begins every object's name. Default <c>hitl-ledger/</c>; lower-case letters, digits, <c>-</c> and <c>/</c>.</summary>
    [RegularExpression("^[a-z0-9/-]*$")]
    public string Prefix { get; init; } = "hitl-ledger/";

    /// <summary>Nobody can delete or replace an object for this many days, the account's owner included. Default 2,557 (seven years); allowed 1 to 36,500.</summary>
    [Range(1, 36_500)]
    public int LockDays { get; init; } = 2_557;
}
