using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Postgres.Migrations;

/// <summary>One numbered, forward-only step of the schema, embedded in this assembly.</summary>
internal sealed record Migration(int Version, string Name, string Text)
{
    private const string Prefix = "Hitl.Postgres.Sql.";

    /// <summary>SHA-256 of the text, 64 hex digits: an applied migration must never change.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Every migration of this build, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
        [.. Names().Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal).Select(name => new Migration(Number(name), name, Read(name)))];

    /// <summary>What a superuser installs around them.</summary>
    public static string Guards => Read("guards.sql");

    private static IEnumerable<string> Names() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]);

    private static int Number(string name) => int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        // A checkout with other line ends must not look like another migration.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
