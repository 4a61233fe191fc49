using System.IO.Pipelines;

namespace Temporal.DevServer.Access;

/// <summary>An input of which something was read already: that is given first.</summary>
/// <param name="inner">The input, not advanced since.</param>
/// <param name="held">What was read.</param>
internal sealed class HeldInput(PipeReader inner, ReadResult held) : ForwardedInput(inner)
{
    private ReadResult? _held = new ReadResult(held.Buffer, isCanceled: false, held.IsCompleted);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => TryTake(out var first) ? new(first) : base.ReadAsync(cancellationToken);

    public override bool TryRead(out ReadResult result) => TryTake(out result) || base.TryRead(out result);

    private bool TryTake(out ReadResult first)
    {
        (var held, _held, first) = (_held, null, _held.GetValueOrDefault());
        return held is not null;
    }
}
