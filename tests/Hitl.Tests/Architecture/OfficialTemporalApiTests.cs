using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hitl.Tests.Architecture;

public sealed class OfficialTemporalApiTests
{
    [Fact]
    public void The_product_names_nothing_of_Temporal_that_was_not_found_in_the_official_API()
    {
        var reviewed = File.ReadLines(Path.Combine(RepositoryFiles.Root, "tests", "Hitl.Tests", "Architecture", "official-temporal-api.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').ToHashSet(StringComparer.Ordinal);
        var product = Directory.GetFiles(AppContext.BaseDirectory, "Hitl.*.dll").Where(path => !Path.GetFileName(path).StartsWith("Hitl.Tests", StringComparison.Ordinal)).ToList();

        var used = product.SelectMany(NamesOfTemporal).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Temporalio.Workflows.Workflow.ExecuteActivityAsync", used);
        Assert.Empty(used.Except(reviewed).Order(StringComparer.Ordinal));
        Assert.Empty(reviewed.Except(used).Order(StringComparer.Ordinal));
    }

    private static List<string> NamesOfTemporal(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences.Select(type => NameOf(reader, type)).OfType<string>();
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Select(member => NameOf(reader, member.Parent) is { } type ? $"{type}.{reader.GetString(member.Name)}" : null).OfType<string>();
        return [.. types.Concat(members)];
    }

    /// <summary>The full name of a type of Temporal's SDK; null for every other type.</summary>
    private static string? NameOf(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
            signature.ReadCompressedInteger();
            return NameOf(reader, signature.ReadTypeHandle());
        }

        if (handle.Kind != HandleKind.TypeReference) return null;
        var type = reader.GetTypeReference((TypeReferenceHandle)handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => NameOf(reader, type.ResolutionScope) is { } outer ? $"{outer}.{name}" : null,
            HandleKind.AssemblyReference when reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
                .StartsWith("Temporalio", StringComparison.Ordinal) => $"{reader.GetString(type.Namespace)}.{name}",
            _ => null,
        };
    }
}
