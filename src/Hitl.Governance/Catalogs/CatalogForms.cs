using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Consent;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>A canonical form of catalogs and the digest over it.</summary>
internal sealed class CatalogForms
{
    private readonly byte[] _domain;
    private readonly bool _isSorted;

    private CatalogForms(string domain, bool isSorted) => (_domain, _isSorted) = (Encoding.UTF8.GetBytes(domain + "\0"), isSorted);

    /// <summary>Lists stay as written. Only versions stored before the second form are named by it.</summary>
    public static CatalogForms First => new("hitl-catalog-v1", isSorted: false);

    /// <summary>Lists whose order means nothing are sorted, so that moving a rule or dividing a file changes no digest.</summary>
    public static CatalogForms Second => new("hitl-catalog-v2", isSorted: true);

    public string Write(YamlNode root) => CanonicalJson.Write(CatalogShape.Root.Canonical(root, _isSorted));

    public string DigestOf(YamlNode root) => Convert.ToHexStringLower(SHA256.HashData([.. _domain, .. Encoding.UTF8.GetBytes(Write(root))]));
}
