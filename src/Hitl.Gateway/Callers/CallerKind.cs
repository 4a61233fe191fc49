namespace Hitl.Gateway.Callers;

/// <summary>The two kinds of callers: those who ask and those who decide. Nobody is both.</summary>
internal enum CallerKind
{
    Actor,
    Person,
}
