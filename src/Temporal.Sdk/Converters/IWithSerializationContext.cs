namespace Temporalio.Converters;

/// <summary>Something that converts differently for different workflows or activities.</summary>
/// <remarks>
/// Data, payload, encoding and failure converters and codecs may implement it with their own interface (or class, for <see cref="DataConverter"/>) as
/// <typeparamref name="T"/>. It is asked often, also several times for the same context, and must be cheap.
/// </remarks>
/// <typeparam name="T">What is returned: the interface that is used in place of this.</typeparam>
public interface IWithSerializationContext<T>
{
    /// <summary>What to use for a context.</summary>
    /// <param name="context">The context.</param>
    /// <returns>A converter or codec for it; may be this one.</returns>
    T WithSerializationContext(ISerializationContext context);
}
