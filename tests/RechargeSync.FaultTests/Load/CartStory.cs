using System.Text;
using RechargeSync.Core.Resources;

namespace RechargeSync.FaultTests.Load;

/// <summary>A checkout and the cart that has to be empty in the end.</summary>
internal sealed record CartStory(Shop Shop, string Token, string CartId, Delivery Delivery)
{
    /// <summary>What the product names the checkout by, without its token.</summary>
    public ResourceKey Key => ResourceKey.OfToken(Encoding.ASCII.GetBytes(Token));
}
