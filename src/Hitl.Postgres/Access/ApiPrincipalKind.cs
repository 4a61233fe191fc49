namespace Hitl.Postgres.Access;

/// <summary>What an API key speaks for.</summary>
public enum ApiPrincipalKind
{
    /// <summary>An actor of the catalog: it asks, and never decides.</summary>
    Actor,

    /// <summary>A person of the catalog: decides, reads and operates as the catalog's duties say.</summary>
    Person,
}
