using Google.Protobuf;

namespace Temporalio.Runtime;

/// <summary>A protocol message of a workflow, unpacked so that a codec can still reach its payloads.</summary>
internal sealed record OutgoingMessage(string Id, string ProtocolInstanceId, IMessage Body);
