namespace Hitl.Postgres;

/// <summary>Rows may not expire: their days are not over, a legal hold covers them, or their certificate is not sealed yet. Nothing was changed.</summary>
public sealed class RetentionRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary><c>retention.too_early</c>, <c>retention.legal_hold</c>, <c>retention.uncertified</c> or <c>retention.off</c>.</summary>
    public string Code => Message.Split(':')[0];
}
