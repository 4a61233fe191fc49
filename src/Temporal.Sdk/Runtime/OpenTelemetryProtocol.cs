namespace Temporalio.Runtime;

/// <summary>How OpenTelemetry requests travel.</summary>
public enum OpenTelemetryProtocol
{
    /// <summary>By gRPC.</summary>
    Grpc,

    /// <summary>By HTTP, in protobuf.</summary>
    Http,
}
