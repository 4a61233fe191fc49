namespace Hitl.Governance.Catalogs;

/// <summary>A target of actions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Connector">Which connector speaks to it: <c>stripe-refunds</c>, <c>accounts</c>, <c>loyalty</c>, <c>signed-http</c>, or one of the organisation's own (<c>x-…</c>).</param>
/// <param name="Host">Host and port that are approved; where it really is, and with which credentials, is the execution worker's configuration.</param>
/// <param name="KeyLife">How long it remembers an idempotency key; zero for none.</param>
/// <param name="SettleWindow">How long an effect may take to show in a look-up.</param>
/// <param name="CanLookUp">Whether it can be asked if something took effect.</param>
/// <param name="Owner">Role that owns it when work waits for ops.</param>
public sealed record TargetDefinition(
    string Name, string Connector, string Host, TimeSpan KeyLife, TimeSpan SettleWindow, bool CanLookUp, string Owner);
