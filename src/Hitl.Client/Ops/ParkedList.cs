namespace Hitl.Client.Ops;

/// <summary>Everything that waits for ops, oldest first.</summary>
/// <param name="Items">Empty when nothing waits.</param>
public sealed record ParkedList(IReadOnlyList<ParkedView> Items);
