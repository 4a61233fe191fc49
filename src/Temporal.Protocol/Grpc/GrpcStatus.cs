using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Temporal.Protocol.Grpc;

/// <summary>How a call ended: code, text and the packed detail clients switch on.</summary>
internal sealed record GrpcStatus(GrpcStatusCode Code, string Message, IMessage? Detail = null)
{
    internal const string CodeHeader = "grpc-status";
    internal const string MessageHeader = "grpc-message";
    internal const string DetailsHeader = "grpc-status-details-bin";

    /// <summary>The <c>google.rpc.Status</c> that travels in <c>grpc-status-details-bin</c>.</summary>
    internal Google.Rpc.Status ToRpcStatus()
    {
        var status = new Google.Rpc.Status { Code = (int)Code, Message = Message };
        if (Detail is not null) status.Details.Add(Any.Pack(Detail));
        return status;
    }

    /// <summary>The details header's value: base64, as every header ending in <c>-bin</c>.</summary>
    internal string EncodeDetails() => Convert.ToBase64String(ToRpcStatus().ToByteArray());

    /// <summary>Reads a details header; null when it is absent, padded wrongly or no status at all.</summary>
    internal static Google.Rpc.Status? DecodeDetails(string? header)
    {
        if (string.IsNullOrEmpty(header)) return null;
        // Senders may leave the padding out, and some proxies use the URL alphabet.
        var text = header.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        text = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes, 0, length);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Percent-encodes a message: printable ASCII other than '%' stays as it is.</summary>
    internal static string EncodeMessage(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%') encoded.Append((char)b);
            else encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }

    /// <summary>Undoes <see cref="EncodeMessage"/>; a stray '%' stands for itself, as the specification asks.</summary>
    internal static string DecodeMessage(string header)
    {
        if (!header.Contains('%', StringComparison.Ordinal)) return header;
        var bytes = new List<byte>(header.Length);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '%' && i + 2 < header.Length
                && byte.TryParse(header.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(header, i, 1));
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The code a plain HTTP answer stands for, by gRPC's own table.</summary>
    internal static GrpcStatusCode FromHttp(int status) => status switch
    {
        400 => GrpcStatusCode.Internal,
        401 => GrpcStatusCode.Unauthenticated,
        403 => GrpcStatusCode.PermissionDenied,
        404 => GrpcStatusCode.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };
}
