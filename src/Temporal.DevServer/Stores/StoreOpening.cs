using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Stores;

/// <summary>What an engine learns when it takes a store over.</summary>
/// <param name="Epoch">Grows by one each time the store is taken over; older epochs can no longer write.</param>
/// <param name="Secret">Key that signs task tokens; outlives the process, so that running activities can still report.</param>
/// <param name="Namespaces">All registered namespaces.</param>
/// <param name="Ahead">How far the store's clock is ahead of this machine's, by what can be told; zero when it has none. One clock for every engine that takes over, whatever their machines' clocks say.</param>
/// <param name="Anchor">What the last engine's clock showed; null before there was one.</param>
internal sealed record StoreOpening(long Epoch, byte[] Secret, IReadOnlyList<NamespaceRecord> Namespaces, TimeSpan Ahead = default, ClockAnchor? Anchor = null);
