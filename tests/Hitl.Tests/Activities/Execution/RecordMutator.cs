using System.Collections;
using System.Globalization;
using System.Reflection;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Activities.Execution;

/// <summary>Changes one field of a record, however deep, to something else. A field of a kind it cannot change is an error, so a new one cannot be forgotten.</summary>
internal sealed class RecordMutator(Random random)
{
    /// <summary>Every field of a value, as paths; a list is a field itself and has the fields of its first item.</summary>
    public static IReadOnlyList<string> Fields(object value)
    {
        var fields = new List<string>();
        Collect(value, "", fields);
        return fields;
    }

    /// <summary>A copy with one field changed.</summary>
    public object Mutate(object value, string path)
    {
        var (name, rest) = Split(path);
        if (value is IList list && name == "0") return Replaced(list, 0, Mutate(list[0]!, rest));
        var property = value.GetType().GetProperty(name)!;
        var old = property.GetValue(value);
        return With(value, property, rest.Length == 0 ? Other(old, property.PropertyType) : Mutate(old!, rest));
    }

    private static void Collect(object value, string prefix, List<string> fields)
    {
        if (value is IList list)
        {
            if (list.Count > 0 && IsRecord(list[0]!.GetType())) Collect(list[0]!, prefix + "0.", fields);
            return;
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetIndexParameters().Length == 0))
        {
            fields.Add(prefix + property.Name);
            if (property.GetValue(value) is { } inner && (IsRecord(inner.GetType()) || inner is IList)) Collect(inner, prefix + property.Name + ".", fields);
        }
    }

    // Ids and parameters are values: one field, whatever they are made of.
    private static bool IsRecord(Type type) => type.IsClass && type.GetMethod("<Clone>$") is not null;

    private static (string Name, string Below) Split(string path) =>
        path.IndexOf('.', StringComparison.Ordinal) is var at && at < 0 ? (path, "") : (path[..at], path[(at + 1)..]);

    private static object With(object value, PropertyInfo property, object? changed)
    {
        var copy = value.GetType().GetMethod("<Clone>$")!.Invoke(value, null)!;
        property.SetValue(copy, changed);
        return copy;
    }

    private static object Replaced(IList list, int at, object changed)
    {
        var copy = Array.CreateInstance(Item(list), list.Count);
        list.CopyTo(copy, 0);
        copy.SetValue(changed, at);
        return copy;
    }

    private static Type Item(IList list) => list.GetType().GetInterfaces().First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)).GetGenericArguments()[0];

    private object? Other(object? old, Type type)
    {
        if (old is null) return Made(Nullable.GetUnderlyingType(type) ?? type);
        var canBeNothing = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        return old switch
        {
            string text => canBeNothing && random.Next(20) == 0 ? "" + Text() : Scrambled(text),
            int number => number + random.Next(1, 1000),
            long number => number + random.Next(1, 1_000_000),
            bool flag => !flag,
            TimeSpan time => time + TimeSpan.FromSeconds(random.Next(1, 100_000)),
            DateTimeOffset moment => moment.AddSeconds(random.Next(1, 100_000)),
            ActionParameters parameters => Changed(parameters),
            Enum word => Enum.GetValues(word.GetType()).Cast<object>().Where(other => !other.Equals(word)).ElementAt(random.Next(Enum.GetValues(word.GetType()).Length - 1)),
            IList list => Changed(list),
            _ when IsId(old.GetType()) => Activator.CreateInstance(old.GetType(), Scrambled(old.ToString()!)),
            _ when IsRecord(old.GetType()) => Mutate(old, Fields(old)[random.Next(Fields(old).Count)]),
            _ => throw new NotSupportedException($"There is no mutation of a {old.GetType()}: add one."),
        };
    }

    private object Changed(IList list)
    {
        var copy = new ArrayList(list);
        if (copy.Count > 0 && random.Next(2) == 0) copy.RemoveAt(random.Next(copy.Count));
        else copy.Add(copy.Count > 0 ? Other(copy[0], Item(list)) : Made(Item(list)));
        var changed = Array.CreateInstance(Item(list), copy.Count);
        copy.CopyTo(changed, 0);
        return changed;
    }

    private ActionParameters Changed(ActionParameters parameters)
    {
        var values = parameters.ToJson();
        var names = parameters.Names.ToList();
        if (names.Count > 0 && random.Next(3) == 0) values.Remove(names[random.Next(names.Count)]);
        else if (names.Count > 0 && random.Next(2) == 0) values[names[random.Next(names.Count)]] = Text();
        else values[Text()] = Text();
        return ActionParameters.From(values);
    }

    private object Made(Type type)
    {
        if (type == typeof(string)) return Text();
        if (type == typeof(int)) return random.Next(1, 20);
        if (type == typeof(TimeSpan)) return TimeSpan.FromMinutes(random.Next(1, 100));
        if (type == typeof(Money)) return new Money(random.Next(1, 1000), "USD");
        if (IsId(type)) return Activator.CreateInstance(type, Text())!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            list.SetValue(Made(type.GetGenericArguments()[0]), 0);
            return list;
        }

        if (type == typeof(Hitl.Escalations.Stages.StageExtension) || type == typeof(Hitl.Escalations.Stages.RoleShare)) return Constructed(type);
        if (type == typeof(Hitl.Escalations.Consent.ConsentGuard))
            return new Hitl.Escalations.Consent.ConsentGuard { Name = Text(), Label = Text(), Target = "payments", Host = Text(), Read = Text(), Arguments = ActionParameters.Empty, Value = Text() };
        throw new NotSupportedException($"There is no way to make a {type}: add one.");
    }

    private object Constructed(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(known => known.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Made(parameter.ParameterType))]);
    }

    private static bool IsId(Type type) => type.IsValueType && type.GetConstructor([typeof(string)]) is not null;

    private string Scrambled(string text)
    {
        if (text.Length == 0 || random.Next(3) == 0) return text + Text();
        var chars = text.ToCharArray();
        var at = random.Next(chars.Length);
        chars[at] = chars[at] == 'x' ? 'y' : 'x';
        return new(chars);
    }

    private string Text() => "m" + random.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
}
