namespace Hitl.Governance.Catalogs;

/// <summary>Reads a catalog from strict YAML: whole, or with every reason why not.</summary>
public static class CatalogParser
{
    /// <summary>Parses and validates a catalog. Bad input is a result, never an exception.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Its name, for the errors.</param>
    public static CatalogParseResult Parse(string text, string fileName) => throw new NotSupportedException(fileName + text.Length);
}
