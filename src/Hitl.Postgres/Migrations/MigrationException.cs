namespace Hitl.Postgres.Migrations;

/// <summary>The database's schema cannot be brought to this build's version. Permanent; the message says why and what to do.</summary>
public sealed class MigrationException(string message) : Exception(message);
