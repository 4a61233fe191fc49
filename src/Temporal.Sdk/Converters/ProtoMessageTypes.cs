using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Converters;

/// <summary>Finds the descriptor of a generated message class.</summary>
internal static class ProtoMessageTypes
{
    private static readonly ConcurrentDictionary<Type, MessageDescriptor> Descriptors = new();

    internal static MessageDescriptor DescriptorOf(Type type) => Descriptors.GetOrAdd(type, static message =>
        typeof(IMessage).IsAssignableFrom(message)
        && message.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is MessageDescriptor descriptor
            ? descriptor
            : throw new ArgumentException($"The payload holds a protobuf message, not {message}.", nameof(type)));
}
