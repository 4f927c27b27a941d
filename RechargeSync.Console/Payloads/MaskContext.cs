using System.Text.Json;

namespace RechargeSync.Console.Payloads;

/// <summary>Where in a document a value stands.</summary>
/// <param name="Name">The member that holds it; a list's items have the list's name.</param>
/// <param name="IsPersonal">True within what is about a person: an address, a customer.</param>
/// <param name="IsNamedValue">True within free-text pairs of name and value, such as note attributes.</param>
internal readonly record struct MaskContext(string Name, bool IsPersonal, bool IsNamedValue)
{
    /// <summary>The place inside an object that stands here.</summary>
    public MaskContext Enter(JsonElement value) =>
        this with
        {
            IsPersonal = IsPersonal || MaskRules.IsAboutPerson(Name),
            IsNamedValue =
                IsNamedValue
                || MaskRules.HoldsFreeText(Name)
                || (value.TryGetProperty("name", out _) && value.TryGetProperty("value", out _)),
        };

    public MaskContext Member(string name) => this with { Name = name };
}
