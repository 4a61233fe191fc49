using Temporal.DevServer.Access;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Metrics;
using Temporal.DevServer.Stores;

namespace Temporal.DevServer.Rpc;

/// <summary>Unary gRPC on Kestrel: reads the frame, finds the method, answers with message or status.</summary>
internal sealed class GrpcEndpoint(ServerContext server, RpcTable table, ApiKeyGate gate, CallMeter meter, ILogger log, CancellationToken stopping)
{
    private const string ContentType = "application/grpc";

    internal async Task HandleAsync(HttpContext http)
    {
        if (!IsGrpc(http.Request))
        {
            http.Features.Get<WastedStreams>()?.Add();
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        http.Response.ContentType = ContentType;
        var began = server.Engine.Clock.Time.GetTimestamp();
        await ServeAsync(http);
        if (http.RequestAborted.IsCancellationRequested && server.Engine.Clock.Time.GetElapsedTime(began) < WastedStreams.Young) http.Features.Get<WastedStreams>()?.Add();
        // What nobody serves has no name of its own, or strangers could make up series without end.
        var method = table.Find(http.Request.Path.Value ?? "")?.Method.Name ?? "unserved";
        meter.Record(method, http.Items.TryGetValue(typeof(GrpcStatusCode), out var code) ? (GrpcStatusCode)code! : GrpcStatusCode.OK,
            server.Engine.Clock.Time.GetElapsedTime(began));
    }

    private async Task ServeAsync(HttpContext http)
    {
        var timeout = GrpcTimeout.Parse(http.Request.Headers[GrpcTimeout.Header]);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        if (timeout is { } wait) deadline.CancelAfter(wait);
        var cancel = deadline.Token;
        try
        {
            await AnswerAsync(http, await InvokeAsync(http, timeout, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (http.RequestAborted.IsCancellationRequested) return;
            Refuse(http, stopping.IsCancellationRequested
                ? new(GrpcStatusCode.Unavailable, "The server is stopping.")
                : new(GrpcStatusCode.DeadlineExceeded, "context deadline exceeded"));
        }
        catch (RpcStatusException refused)
        {
            Refuse(http, refused.Status);
        }
        catch (BadHttpRequestException wrong)
        {
            var code = wrong.StatusCode == StatusCodes.Status413PayloadTooLarge ? GrpcStatusCode.ResourceExhausted : GrpcStatusCode.Internal;
            Refuse(http, new(code, wrong.Message));
        }
        catch (StoreUnavailableException unavailable)
        {
            log.LogWarning(unavailable, "The store did not answer {Path}.", http.Request.Path);
            Refuse(http, new(GrpcStatusCode.Unavailable, "The store is unavailable."));
        }
        catch (Exception bug) when (bug is not IOException)
        {
            // The last line: a bug in one method must not take the connection, and its callers, with it.
            log.LogError(bug, "{Path} failed.", http.Request.Path);
            Refuse(http, new(GrpcStatusCode.Internal, "internal error"));
        }
    }

    private async ValueTask<IMessage> InvokeAsync(HttpContext http, TimeSpan? timeout, CancellationToken cancel)
    {
        var rights = gate.Check(http.Request.Headers.Authorization);
        var path = http.Request.Path.Value ?? "";
        var rpc = table.Find(path) ?? throw Unserved(path);
        var request = await ReadAsync(http, rpc, cancel);
        rights.Demand(rpc.Method.Name, request);
        return await rpc.InvokeAsync(request, new(server, timeout, cancel));
    }

    private static async ValueTask<IMessage> ReadAsync(HttpContext http, IRpc rpc, CancellationToken cancel)
    {
        var encoding = http.Request.Headers["grpc-encoding"].ToString() is { Length: > 0 } named ? named : null;
        var body = http.Request.BodyReader;
        while (true)
        {
            var received = await body.ReadAsync(cancel);
            var frame = GrpcFrame.Read(received.Buffer, encoding, GrpcFrame.DefaultMaxMessage, received.IsCompleted);
            if (frame.NeedsMore)
            {
                body.AdvanceTo(received.Buffer.Start, received.Buffer.End);
                continue;
            }
            try
            {
                if (frame.Error is { } error) throw new RpcStatusException(error.Code, error.Message);
                return rpc.Method.RequestParser.ParseFrom(frame.Message);
            }
            catch (InvalidProtocolBufferException garbled)
            {
                throw new RpcStatusException(GrpcStatusCode.InvalidArgument, $"The request is no {rpc.Method.Request.Name}.", null, garbled);
            }
            finally
            {
                body.AdvanceTo(received.Buffer.End);
            }
        }
    }

    private static async ValueTask AnswerAsync(HttpContext http, IMessage answer)
    {
        GrpcFrame.Write(answer, http.Response.BodyWriter);
        http.Response.AppendTrailer(GrpcStatus.CodeHeader, "0");
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static void Refuse(HttpContext http, GrpcStatus status)
    {
        http.Items[typeof(GrpcStatusCode)] = status.Code;
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        // Headers alone end the call: a trailers-only answer.
        var headers = http.Response.Headers;
        headers[GrpcStatus.CodeHeader] = ((int)status.Code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers[GrpcStatus.MessageHeader] = GrpcStatus.EncodeMessage(status.Message);
        if (status.Detail is not null) headers[GrpcStatus.DetailsHeader] = status.EncodeDetails();
        if (status.Code == GrpcStatusCode.Unimplemented) headers["grpc-accept-encoding"] = "identity,gzip";
    }

    private static RpcStatusException Unserved(string path)
    {
        var parts = path.TrimStart('/').Split('/', 2);
        return GrpcMethods.ByPath.ContainsKey(path)
            ? new(GrpcStatusCode.Unimplemented, $"unknown method {parts[^1]} for service {parts[0]}: this server does not serve it")
            : new(GrpcStatusCode.Unimplemented, parts.Length == 2 && IsService(parts[0]) ? $"unknown method {parts[1]} for service {parts[0]}" : $"unknown service {parts[0]}");
    }

    private static bool IsService(string name) =>
        name is GrpcMethods.WorkflowService or GrpcMethods.OperatorService or GrpcMethods.TestService or GrpcMethods.Health;

    private static bool IsGrpc(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType is { } type && type.StartsWith(ContentType, StringComparison.Ordinal);
}
