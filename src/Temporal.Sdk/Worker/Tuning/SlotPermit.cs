namespace Temporalio.Worker.Tuning;

/// <summary>A slot taken from a <see cref="CustomSlotSupplier"/>.</summary>
public class SlotPermit
{
    /// <summary>Creates a permit without data.</summary>
    public SlotPermit()
    {
    }

    /// <summary>Creates a permit.</summary>
    /// <param name="data">What its supplier wants to remember about it.</param>
    public SlotPermit(object data) => UserData = data;

    /// <summary>What its supplier wants to remember about it.</summary>
    public object? UserData { get; init; }
}
