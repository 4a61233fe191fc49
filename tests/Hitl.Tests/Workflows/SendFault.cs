namespace Hitl.Tests.Workflows;

/// <summary>What becomes of one send.</summary>
internal enum SendFault
{
    None,
    LostBefore,
    LostAfter,
    Stored500,
    OtherAmount,
    Pending,
}
