namespace Hitl.Escalations.Stages;

/// <summary>How a person stands towards a stage.</summary>
public enum StageStandingKind
{
    /// <summary>A member of the role now.</summary>
    Member,

    /// <summary>Asked as coverage in this stage, and still named as coverage now.</summary>
    Coverage,

    /// <summary>Took part in asking, under this id or another; may never decide this request.</summary>
    Conflicted,

    /// <summary>Neither a member now nor coverage that was asked.</summary>
    NotAllowed,

    /// <summary>The role could not be looked up just now; nothing may be concluded.</summary>
    Undetermined,
}
