namespace Hitl.Postgres.Migrations;

/// <summary>Connection strings of one database's roles.</summary>
/// <param name="App">Of <c>hitl_app</c>.</param>
/// <param name="Seal">Of <c>hitl_seal</c>.</param>
/// <param name="Admin">Of the superuser, to the same database.</param>
/// <param name="Retention">Of <c>hitl_retention</c>; null when it has no password.</param>
public sealed record DatabaseAccess(string App, string Seal, string Admin, string? Retention = null);
