using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;

namespace Temporalio.Runtime;

/// <summary>Applies a codec to every payload of a message, wherever it is; without a codec, does nothing.</summary>
internal sealed class PayloadTransform(IPayloadCodec? codec)
{
    private CodecContexts? _contexts;

    private delegate Task<IReadOnlyCollection<Payload>> Transform(IPayloadCodec used, IReadOnlyCollection<Payload> payloads);

    /// <summary>The transform for one run: a codec may differ with what it is used for.</summary>
    internal PayloadTransform For(string name, string workflowId, string workflowType)
    {
        if (codec is not IWithSerializationContext<IPayloadCodec> aware) return this;
        var contexts = new CodecContexts(aware, name, workflowId, workflowType);
        return new PayloadTransform(contexts.OfWorkflow(workflowId)) { _contexts = contexts };
    }

    internal Task DecodeAsync(IMessage message) =>
        codec is null ? Task.CompletedTask : VisitAsync(message, codec, static (used, payloads) => used.DecodeAsync(payloads));

    internal Task EncodeAsync(IMessage message) =>
        codec is null ? Task.CompletedTask : VisitAsync(message, codec, static (used, payloads) => used.EncodeAsync(payloads));

    // The server reads search attributes, and every worker, with whatever codec, has to read the markers of patches.
    private static bool StaysPlain(IMessage message) => message is SearchAttributes
        or RecordMarkerCommandAttributes { MarkerName: PatchMarkers.MarkerName }
        or MarkerRecordedEventAttributes { MarkerName: PatchMarkers.MarkerName };

    private static (IDictionary<string, Payloads> Details, Failure? Failure)? LocalActivityOf(IMessage message) => message switch
    {
        RecordMarkerCommandAttributes { MarkerName: LocalActivityMarkers.MarkerName } given => (given.Details, given.Failure),
        MarkerRecordedEventAttributes { MarkerName: LocalActivityMarkers.MarkerName } recorded => (recorded.Details, recorded.Failure),
        _ => null,
    };

    private async Task VisitAsync(IMessage message, IPayloadCodec used, Transform transform)
    {
        if (StaysPlain(message)) return;
        used = _contexts?.For(message) ?? used;
        if (LocalActivityOf(message) is { } local)
        {
            // Its other content is for workers, whatever codec they have.
            if (local.Details.TryGetValue(LocalActivityMarkers.ResultKey, out var result)) await VisitAsync(result, used, transform).ConfigureAwait(false);
            if (local.Failure is { } failure) await VisitAsync(failure, used, transform).ConfigureAwait(false);
            return;
        }

        if (message is Payloads { Payloads_: var values })
        {
            if (values.Count == 0) return;
            var transformed = await transform(used, [.. values]).ConfigureAwait(false);
            values.Clear();
            values.Add(transformed);
            return;
        }

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
        {
            await VisitAsync(message, field, used, transform).ConfigureAwait(false);
        }
    }

    private async Task VisitAsync(
        IMessage owner, FieldDescriptor field, IPayloadCodec used, Transform transform)
    {
        switch (field.Accessor.GetValue(owner))
        {
            case Payload payload:
                field.Accessor.SetValue(owner, (await transform(used, [payload]).ConfigureAwait(false)).Single());
                break;
            case IMessage message:
                await VisitAsync(message, used, transform).ConfigureAwait(false);
                break;
            case IDictionary entries:
                foreach (var key in entries.Keys.Cast<object>().ToList())
                {
                    if (entries[key] is Payload value) entries[key] = (await transform(used, [value]).ConfigureAwait(false)).Single();
                    else if (entries[key] is IMessage message) await VisitAsync(message, used, transform).ConfigureAwait(false);
                }

                break;
            case IList messages:
                foreach (var message in messages.OfType<IMessage>()) await VisitAsync(message, used, transform).ConfigureAwait(false);
                break;
        }
    }
}
