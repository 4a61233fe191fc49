namespace Temporalio.Exceptions;

/// <summary>The server answered a call with an error, or could not be reached.</summary>
public class RpcException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">gRPC status.</param>
    /// <param name="message">The server's message.</param>
    /// <param name="rawStatus">The serialized <c>google.rpc.Status</c> with its details, if the server sent one.</param>
    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : base(message)
    {
        Code = code;
        RawStatus = rawStatus;
    }

    /// <summary>The gRPC status codes. Source: gRPC, “Status codes and their use in gRPC”.</summary>
    public enum StatusCode
    {
        /// <summary>Success.</summary>
        OK = 0,

        /// <summary>Cancelled, usually by the caller.</summary>
        Cancelled = 1,

        /// <summary>An error nobody classified.</summary>
        Unknown = 2,

        /// <summary>The request is wrong whatever state the server is in.</summary>
        InvalidArgument = 3,

        /// <summary>The deadline passed; the call may have taken effect nevertheless.</summary>
        DeadlineExceeded = 4,

        /// <summary>What the request names does not exist.</summary>
        NotFound = 5,

        /// <summary>What the request would create exists.</summary>
        AlreadyExists = 6,

        /// <summary>The caller is known and not allowed to.</summary>
        PermissionDenied = 7,

        /// <summary>A quota or limit is used up.</summary>
        ResourceExhausted = 8,

        /// <summary>The request does not fit the state the server is in.</summary>
        FailedPrecondition = 9,

        /// <summary>Another call got in between.</summary>
        Aborted = 10,

        /// <summary>A position past the end.</summary>
        OutOfRange = 11,

        /// <summary>The server does not have this call.</summary>
        Unimplemented = 12,

        /// <summary>A fault inside the server.</summary>
        Internal = 13,

        /// <summary>The server cannot be reached or is not ready; worth trying again.</summary>
        Unavailable = 14,

        /// <summary>Stored data is lost or damaged.</summary>
        DataLoss = 15,

        /// <summary>The caller is not known.</summary>
        Unauthenticated = 16,
    }

    /// <summary>gRPC status.</summary>
    public StatusCode Code { get; private init; }

    /// <summary>The serialized <c>google.rpc.Status</c> with its details, if the server sent one.</summary>
    public byte[]? RawStatus { get; private init; }
}
