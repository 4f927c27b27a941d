using System.Reflection;
using System.Reflection.Emit;

namespace RechargeSync.UnitTests.Architecture;

/// <summary>Every type that a type's members and code name, read from its metadata and IL.</summary>
internal static class UsedTypes
{
    private const BindingFlags Own =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        Array.ForEach(type.GetInterfaces(), contract => Add(used, contract));
        Array.ForEach(type.GetFields(Own), field => Add(used, field.FieldType));
        foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
        {
            Add(used, (method as MethodInfo)?.ReturnType);
            Array.ForEach(method.GetParameters(), parameter => Add(used, parameter.ParameterType));
            AddBody(used, type, method);
        }

        return used;
    }

    private static void AddBody(HashSet<Type> used, Type type, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(used, local.LocalType);
        }

        var il = body.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = s_opCodes[il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at]];
            at += code.Size;
            if (
                code.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineTok
            )
            {
                AddMember(
                    used,
                    method.Module.ResolveMember(
                        BitConverter.ToInt32(il, at),
                        type.IsGenericType ? type.GetGenericArguments() : null,
                        method.IsGenericMethod ? method.GetGenericArguments() : null
                    )
                );
            }

            at += OperandSize(code, il, at);
        }
    }

    private static int OperandSize(OpCode code, byte[] il, int at) =>
        code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
            _ => 4,
        };

    private static void AddMember(HashSet<Type> used, MemberInfo? member)
    {
        Add(used, member as Type ?? member?.DeclaringType);
        if (member is MethodInfo { IsGenericMethod: true } generic)
        {
            Array.ForEach(generic.GetGenericArguments(), argument => Add(used, argument));
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(used, type.GetElementType());
        }
        else if (used.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type) || type.IsGenericType)
        {
            Array.ForEach(type.GetGenericArguments(), argument => Add(used, argument));
        }
    }
}
