namespace Hitl.Client.Requests;

/// <summary>A reason to deny that people can choose.</summary>
/// <param name="Id">Its id, for <see cref="DecideBody.ReasonCode"/>.</param>
/// <param name="Text">What people read.</param>
public sealed record DenyReasonView(string Id, string Text);
