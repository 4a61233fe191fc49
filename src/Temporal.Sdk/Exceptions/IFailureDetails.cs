namespace Temporalio.Exceptions;

/// <summary>Values attached to a failure.</summary>
public interface IFailureDetails
{
    /// <summary>Number of values; may be 0.</summary>
    int Count { get; }

    /// <summary>Gets one value.</summary>
    /// <typeparam name="T">What to read the value as: a cast for details created here, a conversion for received ones.</typeparam>
    /// <param name="index">0-based position.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    T ElementAt<T>(int index);
}
