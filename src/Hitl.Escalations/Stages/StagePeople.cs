namespace Hitl.Escalations.Stages;

/// <summary>Who a stage asks at one moment.</summary>
/// <param name="Asked">Distinct people; empty means the stage is skipped at once.</param>
/// <param name="PassedOver">Members not asked, with the reason.</param>
public sealed record StagePeople(IReadOnlyList<AskedPerson> Asked, IReadOnlyList<PassedOver> PassedOver);
