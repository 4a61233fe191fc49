namespace Hitl.Activities;

/// <summary>A catalog version that is needed cannot be read now. Not being able to find out is no answer: the activity is tried again.</summary>
public sealed class CatalogUnavailableException(string what) : Exception($"{what} cannot be read.")
{
    /// <summary>Always true: a dependency failed, nothing of ours was refused.</summary>
    public bool IsTransient => true;
}
