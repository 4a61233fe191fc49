namespace Hitl.Local.Settings;

/// <summary>Something on this machine keeps the local system from starting; the message is one line that says what to do.</summary>
public sealed class LocalSetupException(string message) : Exception(message);
