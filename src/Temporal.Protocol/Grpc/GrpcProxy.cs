namespace Temporal.Protocol.Grpc;

/// <summary>A proxy asked with CONNECT for a tunnel to the server.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
/// <param name="Authorization">Value of the header <c>Proxy-Authorization</c>; null sends none.</param>
internal sealed record GrpcProxy(string Host, int Port, string? Authorization);
