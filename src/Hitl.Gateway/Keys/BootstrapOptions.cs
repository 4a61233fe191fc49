using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway.Keys;

/// <summary>What a fresh installation starts with. Bound from <c>Hitl:Bootstrap</c>.</summary>
public sealed record BootstrapOptions : IValidatableObject
{
    /// <summary>Keys to import at start; importing one again changes nothing. Default none.</summary>
    public List<BootstrapApiKey> ApiKeys { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var key in ApiKeys)
        {
            if (key.Actor is null == key.Person is null) yield return new("Each of Hitl:Bootstrap:ApiKeys names either an actor or a person.");
            if (key.Key.Length < 32) yield return new("A key of Hitl:Bootstrap:ApiKeys is shorter than 32 characters.");
        }
    }
}
