namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A text; plain when it was written without quotes, so that another reader might take it for a number.</summary>
internal sealed class YamlScalar(string text, bool isPlain, YamlPlace place) : YamlNode(place)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;
}
