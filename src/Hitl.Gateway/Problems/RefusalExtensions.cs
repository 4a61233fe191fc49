namespace Hitl.Gateway.Problems;

internal static class RefusalExtensions
{
    public static IResult AsResult(this Refusal refusal) => new RefusedResult(refusal);
}
