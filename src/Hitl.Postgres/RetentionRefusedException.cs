namespace Hitl.Postgres;

/// <summary>Rows may not expire, or a customer may not be erased: days are not over, a legal hold stands, a certificate is not sealed, requests are open. Nothing was changed.</summary>
public sealed class RetentionRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary><c>retention.too_early</c>, <c>retention.legal_hold</c>, <c>retention.uncertified</c>, <c>retention.off</c>, <c>erasure.open_requests</c>, <c>erasure.legal_hold</c> or <c>erasure.unknown</c>.</summary>
    public string Code => Message.Split(':')[0];
}
