namespace Hitl.Postgres.Connections;

internal sealed class Database;
