using System.Globalization;
using Hitl.Client.Catalogs;

namespace Hitl.Cli;

/// <summary>Prints who decides, and when: roles with their turns and hours, stages with their terms, actors with their guards.</summary>
internal static class WhoIsAsked
{
    public static async Task WriteAsync(CatalogView catalog, TextWriter output)
    {
        await output.WriteLineAsync();
        var roles = new TextTable("ROLE", "MEMBERS", "COVERAGE", "FALLBACK", "TERMS");
        foreach (var role in catalog.Roles) roles.Add(role.Id, Many(role.Members), Many(role.Coverage), Many(role.Fallback), Many(role.Terms));
        await roles.WriteAsync(output);
        await output.WriteLineAsync();
        var stages = new TextTable("ACTION", "PATH", "STAGE", "ASKS", "QUORUM", "WAIT", "TERMS");
        foreach (var action in catalog.Actions)
        {
            foreach (var path in action.Paths)
            {
                foreach (var stage in path.Stages)
                    stages.Add(action.Name, path.Name, stage.Name, stage.Role, stage.Quorum.ToString(CultureInfo.InvariantCulture), stage.Wait.ToString("g", CultureInfo.InvariantCulture), Many(stage.Terms));
            }
        }

        await stages.WriteAsync(output);
        foreach (var actor in catalog.Actors.Where(actor => actor.AtMost is not null)) await output.WriteLineAsync(Terminal.Plain($"{actor.Id}: at most {actor.AtMost}"));
    }

    private static string Many(IReadOnlyList<string> values) => values.Count == 0 ? "-" : string.Join("; ", values);
}
