namespace Hitl.Gateway.Problems;

/// <summary>A refusal as an endpoint's result.</summary>
internal sealed class RefusedResult(Refusal refusal) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemAnswer.WriteAsync(httpContext, refusal);
}
