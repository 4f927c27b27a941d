namespace RechargeSync.FaultTests.Model;

public sealed class ModelTests
{
    [Fact]
    public void Order_survives_any_sequence_of_deliveries_crashes_and_restarts() => ModelCheck.Run(seed: 1, lives: 500);

    // What the model found: the shortest scripts, kept as they were shrunk.
    [Fact]
    public async Task Update_whose_answer_was_lost_does_not_hide_the_return_to_the_former_content()
    {
        byte[] script = [0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 2, 0, 32, 0, 89, 1, 158, 245, 32, 219, 0, 0, 204, 0];
        using var life = new OrderLife(isPrepaid: true);
        Assert.Empty(await life.LiveAsync(script));
    }
}
