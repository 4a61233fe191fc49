namespace Hitl.Connectors.Http;

/// <summary>How far one HTTP call got.</summary>
public enum ExchangeKind
{
    /// <summary>There is an answer, whole and within its limits.</summary>
    Answered,

    /// <summary>Nothing of the request left: no address, no connection, no trust.</summary>
    NotSent,

    /// <summary>Bytes may have left and no whole answer came.</summary>
    Unknown,
}
