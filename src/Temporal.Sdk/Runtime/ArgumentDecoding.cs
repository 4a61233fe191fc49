using System.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Runtime;

/// <summary>Turns payloads into the arguments of a method.</summary>
internal sealed class ArgumentDecoding(IPayloadConverter converter)
{
    /// <summary>Converts one payload for each parameter; missing ones take their defaults, surplus ones are ignored.</summary>
    /// <exception cref="InvalidOperationException">A parameter has neither payload nor default, or a payload does not fit.</exception>
    internal object?[] Decode(MethodBase method, IReadOnlyList<Payload> payloads, string what)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var index = 0; index < parameters.Length; index++)
        {
            arguments[index] = index < payloads.Count ? Convert(payloads[index], parameters[index], what)
                : parameters[index].HasDefaultValue ? parameters[index].DefaultValue
                : throw new InvalidOperationException($"{what} given {payloads.Count} parameter(s), but {index + 1} or more are required");
        }

        return arguments;
    }

    /// <summary>What a dynamic handler gets: the name, and everything that came as it came.</summary>
    internal object?[] Raw(string name, IReadOnlyList<Payload> payloads) => [name, Raw(payloads)];

    /// <summary>What a dynamic workflow gets: everything that came as it came.</summary>
    internal static IRawValue[] Raw(IReadOnlyList<Payload> payloads) => [.. payloads.Select(payload => new RawValue(payload))];

    private object? Convert(Payload payload, ParameterInfo parameter, string what)
    {
        try
        {
            return converter.ToValue(payload, parameter.ParameterType);
        }
#pragma warning disable CA1031 // A user's converter may throw anything; the message has to say which argument it was.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            throw new InvalidOperationException($"{what} had failure decoding parameters: {parameter.Name} cannot be read as {parameter.ParameterType}.", unreadable);
        }
    }
}
