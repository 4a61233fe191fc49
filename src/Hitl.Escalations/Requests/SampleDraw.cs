namespace Hitl.Escalations.Requests;

/// <summary>The recorded random choice whether an automatic approval is reviewed by a person afterwards. Anybody can draw it again.</summary>
/// <param name="ShareInHundredths">The catalog's share in hundredths of a percent, 0 to 10,000.</param>
/// <param name="Draw">The draw, 0 to 9,999: <c>SHA-256("hitl-sample-v1\0" ‖ seed ‖ "\0" ‖ request)</c>, first eight bytes, big-endian, modulo 10,000.</param>
/// <param name="Seed">The seed the catalog states.</param>
public sealed record SampleDraw(int ShareInHundredths, int Draw, string Seed)
{
    /// <summary>Whether it is to be reviewed.</summary>
    public bool IsChosen => Draw < ShareInHundredths;
}
