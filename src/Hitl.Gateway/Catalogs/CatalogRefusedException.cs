namespace Hitl.Gateway.Catalogs;

/// <summary>The catalog is refused whole; nothing starts on half a catalog. The message lists every error.</summary>
public sealed class CatalogRefusedException(string message) : Exception(message);
