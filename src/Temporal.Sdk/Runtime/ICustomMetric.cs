namespace Temporalio.Runtime;

/// <summary>A metric of a <see cref="ICustomMetricMeter"/>.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public interface ICustomMetric<T>
    where T : struct
{
}
