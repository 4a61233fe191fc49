using System.Runtime.CompilerServices;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Mutation;

/// <summary>Runs every static initialiser and fills every cache before a mutation is switched on.</summary>
/// <remarks>
/// The runner keeps one process for many mutations. Whatever is made once per process while a mutation is on would stay broken for all that follow, and
/// count them as found. The cost: mutations inside static initialisers are never on, and count as survivors.
/// </remarks>
internal static class WarmUp
{
    [ModuleInitializer]
    internal static void Run()
    {
        // Without a runner there is nothing to switch on, and nothing to keep apart.
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } switchFile) return;
        var on = File.Exists(switchFile) ? File.ReadAllBytes(switchFile) : null;
        if (on is { Length: >= 4 }) Write(switchFile, BitConverter.GetBytes(-1));
        foreach (var type in new[] { typeof(CatalogEvaluator).Assembly, typeof(Hitl.Escalations.Ids.PersonId).Assembly, typeof(WarmUp).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type is { ContainsGenericParameters: false, TypeInitializer: not null } && type.FullName?.Contains("Stryker", StringComparison.Ordinal) != true))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        foreach (var catalog in new[] { Demo.Catalog, Sample.Catalog, Hitl.Tests.Governance.Golden.Golden.Company }) CatalogEvaluator.Evaluate(catalog, Demo.Refund(42_00));
        if (on is { Length: >= 4 }) Write(switchFile, on);
    }

    // In place, as the runner does it: the file is mapped into memory.
    private static void Write(string file, byte[] value)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(value);
    }
}
