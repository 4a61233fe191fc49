using Npgsql;

namespace Hitl.Postgres.Migrations;

/// <summary>Makes a database ready from nothing: roles, database, migrations and the guards only a superuser can install. Safe to repeat.</summary>
public static class DatabaseBootstrap
{
    private const long Lock = 0x6869746c_626f6f74;

    /// <summary>Brings the database to this build's version.</summary>
    /// <param name="adminConnectionString">A superuser's connection string, to any database of the server.</param>
    /// <param name="database">The database to create or upgrade, such as <c>hitl</c>.</param>
    /// <param name="passwords">Passwords of the login roles.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <returns>Connection strings of the roles.</returns>
    /// <exception cref="MigrationException">The connection is no superuser's, or the schema cannot be upgraded.</exception>
    public static async Task<DatabaseAccess> RunAsync(string adminConnectionString, string database, DatabasePasswords passwords, CancellationToken cancel)
    {
        await PrepareServerAsync(adminConnectionString, database, passwords, cancel);
        var admin = For(adminConnectionString, database, null, null);
        await Migrator.MigrateAsync(admin, cancel);
        await using var connection = new NpgsqlConnection(Unpooled(admin));
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Migrator.RunAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancel);
        await Migrator.PermitAsync(connection, "guards.sql", cancel);
        await Migrator.RunAsync(connection, Migration.Guards, cancel);
        await transaction.CommitAsync(cancel);
        return new(For(adminConnectionString, database, "hitl_app", passwords.App), For(adminConnectionString, database, "hitl_seal", passwords.Seal), admin,
            passwords.Retention is null ? null : For(adminConnectionString, database, "hitl_retention", passwords.Retention));
    }

    private static async Task PrepareServerAsync(string adminConnectionString, string database, DatabasePasswords passwords, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Unpooled(adminConnectionString));
        await connection.OpenAsync(cancel);
        // Two processes that start together must not both create; the lock ends with the connection.
        await Migrator.RunAsync(connection, $"select pg_advisory_lock({Lock})", cancel);
        if (await AskAsync(connection, "select rolsuper::text from pg_roles where rolname = current_user", cancel) != "true")
            throw new MigrationException("Bootstrapping needs a superuser's connection: it creates roles and event triggers.");
        await Migrator.RunAsync(connection, "set log_statement = 'none'; set log_min_duration_statement = -1; set log_min_error_statement = 'panic'", cancel);
        await EnsureRoleAsync(connection, "hitl_owner", null, "nologin", cancel);
        await EnsureRoleAsync(connection, "hitl_app", passwords.App, "login", cancel);
        await EnsureRoleAsync(connection, "hitl_seal", passwords.Seal, "login", cancel);
        await EnsureRoleAsync(connection, "hitl_retention", passwords.Retention, passwords.Retention is null ? "nologin" : "login", cancel);
        await EnsureRoleAsync(connection, "hitl_read", passwords.Read, passwords.Read is null ? "nologin" : "login", cancel);
        await EnsureDatabaseAsync(connection, database, cancel);
    }

    private static async Task EnsureRoleAsync(NpgsqlConnection connection, string role, string? password, string login, CancellationToken cancel)
    {
        if (await AskAsync(connection, "select 'yes' from pg_roles where rolname = $1", cancel, role) is null)
            await Migrator.RunAsync(connection, $"create role {role} nosuperuser nocreatedb nocreaterole {login}", cancel);
        if (password is null) return;
        var statement = await AskAsync(connection, $"select format('alter role {role} {login} password %L', $1)", cancel, password);
        await Migrator.RunAsync(connection, statement!, cancel);
    }

    private static async Task EnsureDatabaseAsync(NpgsqlConnection connection, string database, CancellationToken cancel)
    {
        var quoted = await AskAsync(connection, "select quote_ident($1)", cancel, database);
        if (await AskAsync(connection, "select 'yes' from pg_database where datname = $1", cancel, database) is null)
            await Migrator.RunAsync(connection, $"create database {quoted} owner hitl_owner encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0", cancel);
        await Migrator.RunAsync(
            connection,
            $"revoke all on database {quoted} from public; grant connect on database {quoted} to hitl_app, hitl_seal, hitl_retention, hitl_read",
            cancel);
    }

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    private static string For(string adminConnectionString, string database, string? role, string? password)
    {
        var settings = new NpgsqlConnectionStringBuilder(adminConnectionString) { Database = database };
        if (role is not null) (settings.Username, settings.Password) = (role, password);
        return settings.ConnectionString;
    }

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}
