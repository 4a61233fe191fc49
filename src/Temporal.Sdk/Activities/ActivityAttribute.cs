namespace Temporalio.Activities;

/// <summary>Marks a method as an activity. Not inherited: a class needs it on its own methods, also if its interface has it.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>Names the activity after its method, without a trailing <c>Async</c> if it returns a task.</summary>
    public ActivityAttribute()
    {
    }

    /// <summary>Names the activity.</summary>
    /// <param name="name">Activity type name.</param>
    public ActivityAttribute(string name) => Name = name;

    /// <summary>Activity type name; null to take it from the method.</summary>
    public string? Name { get; }

    /// <summary>Whether it runs every activity the worker has no other for; its only parameter is then an array of raw values.</summary>
    public bool Dynamic { get; set; }
}
