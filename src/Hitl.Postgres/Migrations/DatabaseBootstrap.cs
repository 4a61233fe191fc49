namespace Hitl.Postgres.Migrations;

/// <summary>Makes a database ready from nothing: roles, database, migrations and the guards only a superuser can install. Safe to repeat.</summary>
public static class DatabaseBootstrap
{
    /// <summary>Brings the database to this build's version.</summary>
    /// <param name="adminConnectionString">A superuser's connection string, to any database of the server.</param>
    /// <param name="database">The database to create or upgrade, such as <c>hitl</c>.</param>
    /// <param name="passwords">Passwords of the login roles.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <returns>Connection strings of the roles.</returns>
    public static Task<DatabaseAccess> RunAsync(string adminConnectionString, string database, DatabasePasswords passwords, CancellationToken cancel) =>
        throw new NotImplementedException();
}
