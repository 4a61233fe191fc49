using Temporalio.Client;

namespace Temporalio.Activities;

/// <summary>Thrown by an activity that will be finished from elsewhere, through <see cref="AsyncActivityHandle"/>.</summary>
public class CompleteAsyncException : Exception
{
    /// <summary>Creates the exception.</summary>
    public CompleteAsyncException()
        : base("Activity will be completed asynchronously")
    {
    }
}
