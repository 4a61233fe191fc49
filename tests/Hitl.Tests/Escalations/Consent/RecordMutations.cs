using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Consent;

/// <summary>Flips one field anywhere in a record by reflection, so that a field added tomorrow is flipped too.</summary>
internal static class RecordMutations
{
    /// <summary>A copy with one random leaf changed, and where.</summary>
    public static (ConsentRecord Record, string Where) Flip(ConsentRecord record, Random random)
    {
        var (value, where) = FlipObject(record, random);
        return ((ConsentRecord)value, where);
    }

    /// <summary>Names of the fields of a record.</summary>
    public static IReadOnlyList<PropertyInfo> Fields(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanRead: true, CanWrite: true } && p.GetIndexParameters().Length == 0)];

    private static (object Value, string Where) FlipObject(object source, Random random)
    {
        var fields = Fields(source.GetType());
        var field = fields[random.Next(fields.Count)];
        var copy = source.GetType().GetMethod("<Clone>$")!.Invoke(source, null)!;
        var (value, where) = FlipValue(field.GetValue(source), field.PropertyType, random);
        field.SetValue(copy, value);
        return (copy, field.Name + where);
    }

    private static (object? Value, string Where) FlipValue(object? value, Type type, Random random) => value switch
    {
        null => (Made(Nullable.GetUnderlyingType(type) ?? type), ""),
        string text => (FlipText(text, random), ""),
        bool flag => (!flag, ""),
        int number => (number + random.Next(1, 9), ""),
        long number => (number + random.Next(1, 9), ""),
        TimeSpan span => (span + TimeSpan.FromSeconds(random.Next(1, 9)), ""),
        DateTimeOffset moment => (moment.AddSeconds(random.Next(1, 9)), ""),
        ActionParameters parameters => (FlipParameters(parameters, random), ""),
        PersonId id => (new PersonId(FlipText(id.Value, random)), ""),
        ActorId id => (new ActorId(FlipText(id.Value, random)), ""),
        ActionName id => (new ActionName(FlipText(id.Value, random)), ""),
        RoleId id => (new RoleId(FlipText(id.Value, random)), ""),
        RequestId id => (new RequestId(FlipText(id.Value, random)), ""),
        IEnumerable items => FlipList(items, random),
        _ when Nullable.GetUnderlyingType(type) is null && random.Next(8) == 0 && value is Money or EscalationPath => (null, " to null"),
        _ => FlipObject(value, random) is var (inner, where) ? (inner, "." + where) : throw new InvalidOperationException(),
    };

    private static (object Value, string Where) FlipList(IEnumerable items, Random random)
    {
        var list = items.Cast<object>().ToList();
        var element = items.GetType().GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GetGenericArguments()[0];
        if (list.Count == 0) list.Add(Made(element));
        else if (random.Next(4) == 0) list.RemoveAt(random.Next(list.Count));
        else
        {
            var index = random.Next(list.Count);
            list[index] = FlipValue(list[index], element, random).Value!;
        }

        var typed = Array.CreateInstance(element, list.Count);
        for (var i = 0; i < list.Count; i++) typed.SetValue(list[i], i);
        return (typed, "[]");
    }

    private static ActionParameters FlipParameters(ActionParameters parameters, Random random)
    {
        var values = parameters.ToJson();
        if (random.Next(2) == 0) values["added"] = random.Next();
        else values[parameters.Names.FirstOrDefault() ?? "x"] = "changed";
        return ActionParameters.From(values);
    }

    private static string FlipText(string text, Random random)
    {
        if (text.Length == 0) return "x";
        var index = random.Next(text.Length);
        return text[..index] + (char)(text[index] == 'x' ? 'y' : 'x') + text[(index + 1)..];
    }

    private static object Made(Type type) => type switch
    {
        _ when type == typeof(string) => "made",
        _ when type == typeof(PersonId) => new PersonId("made"),
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(77),
        _ when type == typeof(Money) => new Money(1, "EUR"),
        _ when type == typeof(IReadOnlyList<RoleShare>) => new RoleShare[] { new(new("made"), 1) },
        _ when type == typeof(IReadOnlyList<ConsentGuard>) => (ConsentGuard[])[new() { Name = "made", Label = "Made", Target = "payments", Host = "h", Read = "r", Arguments = ActionParameters.Empty }],
        _ when type == typeof(EscalationPath) => new EscalationPath("made", []),
        _ => RuntimeHelpers.GetUninitializedObject(type),
    };
}
