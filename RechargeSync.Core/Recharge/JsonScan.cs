using System.Text.Json;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// One pass over a whole body without building a document, for those who need a member or two of it, or only need to
/// know that it is whole. Of members of one name the last one counts, as it does for <see cref="LenientDocument"/>.
/// </summary>
internal static class JsonScan
{
    /// <summary>What is the matter with a body that is none.</summary>
    public const string Empty = "the body is empty";

    /// <summary>What is the matter with a body that is whatever else.</summary>
    public const string NotJson = "the body is not JSON";

    /// <summary>Reads a resource; to be left at the end of its object.</summary>
    public delegate TResult ResourceReader<TArgument, TResult>(ref Utf8JsonReader reader, TArgument argument);

    /// <summary>Reads the object that the body's last member of this name holds.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="name">For instance <c>order</c>.</param>
    /// <param name="argument">Handed to <paramref name="read"/>.</param>
    /// <param name="read">Reads the object's members. Called for each object of this name.</param>
    /// <exception cref="PayloadException">The body is not JSON, or holds no such object.</exception>
    public static TResult Read<TArgument, TResult>(
        ReadOnlySpan<byte> body,
        string name,
        TArgument argument,
        ResourceReader<TArgument, TResult> read
    )
    {
        if (body.IsEmpty)
        {
            throw new PayloadException(Empty);
        }

        var reader = new Utf8JsonReader(body);
        try
        {
            return Walk(ref reader, name, argument, read);
        }
        catch (JsonException)
        {
            throw new PayloadException(NotJson);
        }
    }

    /// <summary>Finds out whether a body is whole and holds an object of this name; nothing of it is read.</summary>
    /// <exception cref="PayloadException">It is not, or does not.</exception>
    public static void Check(ReadOnlySpan<byte> body, string name) =>
        Read(
            body,
            name,
            argument: 0,
            static (ref reader, _) =>
            {
                reader.Skip();
                return 0;
            }
        );

    // To the end, because a body may be cut off behind what we look for.
    private static TResult Walk<TArgument, TResult>(
        ref Utf8JsonReader reader,
        string name,
        TArgument argument,
        ResourceReader<TArgument, TResult> read
    )
    {
        TResult? result = default;
        bool? isObject = null;
        reader.Read();
        var hasMembers = reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read())
        {
            if (
                hasMembers
                && reader.CurrentDepth == 1
                && reader.TokenType == JsonTokenType.PropertyName
                && JsonEscapes.IsName(ref reader, name)
            )
            {
                reader.Read();
                isObject = reader.TokenType == JsonTokenType.StartObject;
                if (isObject == true)
                {
                    result = read(ref reader, argument);
                }
            }
        }

        return isObject == true ? result!
            : !hasMembers ? throw new PayloadException("the body is not an object")
            : isObject is null ? throw new PayloadException($"the key '{name}' is missing")
            : throw new PayloadException($"'{name}' is not an object");
    }
}
