using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Makes one tree of the trees of several files: mappings and lists of the same key are put together, nothing may be said twice.</summary>
internal static class CatalogMerge
{
    public static YamlNode Merge(IReadOnlyList<YamlNode> roots, YamlErrors errors)
    {
        if (roots is [var only]) return only;
        var merged = new List<KeyValuePair<YamlScalar, YamlNode>>();
        foreach (var root in roots)
        {
            if (root is not YamlMapping mapping)
            {
                if (root is not YamlUnreadable) errors.Add("catalog.wrong_type", root, "A file of a catalog is a mapping of its parts (people, roles, actors, actions …).", "a mapping");
                continue;
            }

            foreach (var entry in mapping.Entries) Add(merged, entry, errors);
        }

        return new YamlMapping(merged, merged.Count == 0 ? roots[0].Place : merged[0].Key.Place);
    }

    private static void Add(List<KeyValuePair<YamlScalar, YamlNode>> merged, KeyValuePair<YamlScalar, YamlNode> entry, YamlErrors errors)
    {
        var at = merged.FindIndex(known => known.Key.Text == entry.Key.Text);
        if (at < 0)
        {
            merged.Add(entry);
            return;
        }

        var first = merged[at];
        switch (first.Value, entry.Value)
        {
            case (YamlMapping one, YamlMapping other):
                merged[at] = new(first.Key, Merge(one, other, errors));
                break;
            case (YamlSequence one, YamlSequence other):
                merged[at] = new(first.Key, new YamlSequence([.. one.Items, .. other.Items], one.Place));
                break;
            default:
                errors.Add("yaml.duplicate_key", entry.Key, $"'{entry.Key.Text}' is here and {errors.Where(first.Key.Place)}; which one counts would be a guess.");
                break;
        }
    }

    private static YamlMapping Merge(YamlMapping one, YamlMapping other, YamlErrors errors)
    {
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>(one.Entries);
        foreach (var entry in other.Entries)
        {
            if (one.FindKey(entry.Key.Text) is { } first)
                errors.Add("yaml.duplicate_key", entry.Key, $"'{entry.Key.Text}' is here and {errors.Where(first.Place)}; which one counts would be a guess.");
            else entries.Add(entry);
        }

        return new(entries, one.Place);
    }
}
