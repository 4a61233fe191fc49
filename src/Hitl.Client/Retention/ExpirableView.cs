namespace Hitl.Client.Retention;

/// <summary>Rows of one class and month whose days are over.</summary>
/// <param name="Class">The class.</param>
/// <param name="Month">The first day of the month, UTC.</param>
/// <param name="Rows">How many.</param>
/// <param name="Since">The day their time was over.</param>
public sealed record ExpirableView(string Class, DateOnly Month, long Rows, DateOnly Since);
