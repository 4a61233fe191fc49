namespace Hitl.Connectors.Http;

/// <summary>A target's name led to an address we do not call. One text for all of them, so that nobody scans our network by its errors.</summary>
internal sealed class AddressDeniedException() : Exception("The target's address is not allowed.");
