namespace Hitl.Gateway.Problems;

/// <summary>The title of a problem is the same for every code of one status.</summary>
internal static class ProblemTitles
{
    public static string Of(int status) => status switch
    {
        400 => "The input is not acceptable",
        401 => "Authentication is needed",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "In conflict with how things stand",
        413 => "Too large",
        415 => "Media type not supported",
        429 => "Too many",
        503 => "Not available just now",
        _ => "Failed",
    };
}
