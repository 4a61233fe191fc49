namespace Temporalio.Worker.Tuning;

/// <summary>How many polls of one kind a worker keeps open.</summary>
public abstract class PollerBehavior
{
    internal PollerBehavior()
    {
    }

    /// <summary>As many as there are free slots for, up to a maximum.</summary>
    public sealed class SimpleMaximum : PollerBehavior
    {
        /// <summary>Creates the behavior.</summary>
        /// <param name="maximum">Most polls at once. Default 5; at least 1.</param>
        /// <exception cref="ArgumentException">The maximum is negative.</exception>
        public SimpleMaximum(int maximum = 5)
        {
            if (maximum < 0) throw new ArgumentException("A maximum cannot be negative", nameof(maximum));
            Maximum = maximum;
        }

        /// <summary>Most polls at once.</summary>
        public int Maximum { get; }
    }

    /// <summary>As many as the server advises, within bounds.</summary>
    public sealed class Autoscaling : PollerBehavior
    {
        /// <summary>Creates the behavior.</summary>
        /// <param name="minimum">Least polls, if there are free slots. Default 1.</param>
        /// <param name="maximum">Most polls at once. Default 100.</param>
        /// <param name="initial">Polls before the server advised anything. Default 5; between the bounds.</param>
        /// <exception cref="ArgumentException">A number is negative.</exception>
        public Autoscaling(int minimum = 1, int maximum = 100, int initial = 5)
        {
            if (minimum < 0 || maximum < 0 || initial < 0) throw new ArgumentException("Numbers of polls cannot be negative");
            Minimum = minimum;
            Maximum = maximum;
            Initial = initial;
        }

        /// <summary>Least polls, if there are free slots.</summary>
        public int Minimum { get; }

        /// <summary>Most polls at once.</summary>
        public int Maximum { get; }

        /// <summary>Polls before the server advised anything.</summary>
        public int Initial { get; }
    }
}
