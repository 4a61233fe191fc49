namespace Hitl.Postgres.Ledger;

internal sealed record UnsealedRow(Guid Id, DateTimeOffset At, byte[] Leaf, DateTimeOffset Now);
