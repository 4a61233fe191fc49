using Temporalio.Activities;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>What a <see cref="SimplePlugin"/> brings along.</summary>
public class SimplePluginOptions : ICloneable
{
    private IList<ActivityDefinition> _activities = [];
    private IList<WorkflowDefinition> _workflows = [];

    /// <summary>Converter in place of the one that is set. Default: that one stays.</summary>
    public DataConverter? DataConverter
    {
        get => DataConverterOption?.Constant;
        set => DataConverterOption = new(value);
    }

    /// <summary>The converter, or what is made of the one that is set. Default: that one stays.</summary>
    public SimplePluginOption<DataConverter>? DataConverterOption { get; set; }

    /// <summary>Interceptors of clients, inside those that are set. Default none.</summary>
    public IReadOnlyCollection<IClientInterceptor>? ClientInterceptors
    {
        get => ClientInterceptorsOption?.Constant;
        set => ClientInterceptorsOption = new(value);
    }

    /// <summary>Interceptors of clients to add, or what is made of those that are set. Default: those stay.</summary>
    public SimplePluginOption<IReadOnlyCollection<IClientInterceptor>?>? ClientInterceptorsOption { get; set; }

    /// <summary>Activities for workers.</summary>
    public IList<ActivityDefinition> Activities => _activities;

    /// <summary>Workflows for workers and replayers.</summary>
    public IList<WorkflowDefinition> Workflows => _workflows;

    /// <summary>Interceptors of workers and replayers, inside those that are set. Default none.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? WorkerInterceptors
    {
        get => WorkerInterceptorsOption?.Constant;
        set => WorkerInterceptorsOption = new(value);
    }

    /// <summary>Interceptors of workers and replayers to add, or what is made of those that are set. Default: those stay.</summary>
    public SimplePluginOption<IReadOnlyCollection<IWorkerInterceptor>?>? WorkerInterceptorsOption { get; set; }

    /// <summary>More exception types that fail a workflow instead of its task. Default none.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes
    {
        get => WorkflowFailureExceptionTypesOption?.Constant;
        set => WorkflowFailureExceptionTypesOption = new(value);
    }

    /// <summary>Exception types to add, or what is made of those that are set. Default: those stay.</summary>
    public SimplePluginOption<IReadOnlyCollection<Type>?>? WorkflowFailureExceptionTypesOption { get; set; }

    /// <summary>Done before a worker runs and before a replay. Default nothing.</summary>
    public Func<Task>? RunContextBefore { get; set; }

    /// <summary>Done after a worker ran and after a replay, also when they failed. Default nothing.</summary>
    public Func<Task>? RunContextAfter { get; set; }

    /// <summary>Adds an activity.</summary>
    /// <param name="del">A method with <see cref="ActivityAttribute"/>.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    /// <summary>Adds an activity.</summary>
    /// <param name="definition">The activity.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds the activities of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">What they run on; may be <see langword="null"/> if all are static.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    /// <summary>Adds the activities of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">What they run on; may be <see langword="null"/> if all are static.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance)) AddActivity(definition);
        return this;
    }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">The workflow type.</typeparam>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">The workflow type.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">The workflow.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Copies the options.</summary>
    /// <returns>A copy with lists of its own.</returns>
    public virtual object Clone()
    {
        var copy = (SimplePluginOptions)MemberwiseClone();
        (copy._activities, copy._workflows) = ([.. _activities], [.. _workflows]);
        return copy;
    }

    /// <summary>Either a value, or what makes one of the value that is set already.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    public class SimplePluginOption<T>
    {
        /// <summary>Brings a value.</summary>
        /// <param name="value">The value.</param>
        public SimplePluginOption(T? value) => Constant = value;

        /// <summary>Changes the value that is set.</summary>
        /// <param name="value">Makes the new value of the old one.</param>
        public SimplePluginOption(Func<T, T> value) => Configurable = value;

        /// <summary>Makes the new value of the old one; <see langword="null"/> if there is a <see cref="Constant"/>.</summary>
        public Func<T, T>? Configurable { get; }

        /// <summary>The value, if one is brought.</summary>
        public T? Constant { get; }
    }
}
