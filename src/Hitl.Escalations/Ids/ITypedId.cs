namespace Hitl.Escalations.Ids;

/// <summary>A string identifier with a kind of its own, so that a person can never be passed where a request is meant.</summary>
/// <typeparam name="TSelf">The identifier type itself.</typeparam>
public interface ITypedId<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    /// <summary>The identifier as text; never empty for a value made through <see cref="From"/>.</summary>
    string Value { get; }

    /// <summary>Makes an identifier from text.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    static abstract TSelf From(string value);
}
