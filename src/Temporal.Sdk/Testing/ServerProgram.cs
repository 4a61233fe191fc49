namespace Temporalio.Testing;

/// <summary>A server program of Temporal's as their download service knows it.</summary>
/// <param name="Artifact">Its name there.</param>
/// <param name="File">Begin of the name it is kept under.</param>
/// <param name="Format">Kind of archive to ask for; null for what there is.</param>
internal sealed record ServerProgram(string Artifact, string File, string? Format)
{
    internal static readonly ServerProgram Dev = new("cli", "temporal", "tar.gz");

    internal static readonly ServerProgram TimeSkipping = new("temporal-test-server", "temporal-test-server", null);
}
