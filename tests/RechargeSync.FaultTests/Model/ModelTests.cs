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

    [Fact]
    public async Task Ids_whose_commit_was_lost_are_compared_even_after_a_cancellation()
    {
        byte[] script =
        [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 65, 8, 58, 0, 0, 0, 16, 4, 126, 88, 106, 22, 140, 38, 37, 164, 137,
        ];
        using var life = new OrderLife(isPrepaid: false);
        Assert.Empty(await life.LiveAsync(script));
    }

    [Fact]
    public async Task Question_does_not_make_a_charge_in_doubt_be_written_again()
    {
        byte[] script = [0, 0, 0, 0, 0, 0, 57, 0, 14, 0, 8, 6, 0, 0, 0, 0, 0, 156];
        using var life = new OrderLife(isPrepaid: true);
        Assert.Empty(await life.LiveAsync(script));
    }

    [Fact]
    public async Task Cancellation_does_not_make_a_charge_in_doubt_be_written_again()
    {
        byte[] script = [0, 0, 0, 0, 185, 1, 0, 0, 136, 0, 26, 0, 128, 22, 0, 0, 0, 0, 0, 73];
        using var life = new OrderLife(isPrepaid: true);
        Assert.Empty(await life.LiveAsync(script));
    }

    [Fact]
    public async Task Order_that_is_back_while_its_cancellation_is_in_doubt_needs_a_person()
    {
        byte[] script =
        [0, 0, 0, 0, 149, 1, 2, 0, 0, 0, 232, 0, 32, 0, 0, 0, 0, 0, 62, 21, 56, 3, 0, 0, 95];
        using var life = new OrderLife(isPrepaid: false);
        Assert.Empty(await life.LiveAsync(script));
    }

    [Fact]
    public async Task Echo_of_the_same_second_does_not_hide_a_cancellation()
    {
        byte[] script = [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0, 32, 0, 0, 0, 112, 0, 26, 119];
        using var life = new OrderLife(isPrepaid: false);
        Assert.Empty(await life.LiveAsync(script));
    }
}
