namespace Hitl.Postgres.Retention;

/// <summary>An erasure as it is remembered outside the database.</summary>
internal sealed record ErasedCustomer(string Customer, string Reason, string By, DateTimeOffset At);
