namespace Hitl.Postgres.Retention;

/// <summary>Rows of one class and month whose days are over.</summary>
/// <param name="Class"><c>trail</c>, <c>contact</c> or <c>access</c>.</param>
/// <param name="Month">The first day of the month, UTC.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Since">The day their time was over.</param>
public sealed record ExpirableRows(string Class, DateOnly Month, long Rows, DateOnly Since);
