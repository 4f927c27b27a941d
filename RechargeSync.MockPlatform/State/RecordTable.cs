using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.State;

/// <summary>Records by id, with an index for each thing they are often asked by.</summary>
internal sealed class RecordTable
{
    private readonly Dictionary<long, RechargeRecord> _records = [];
    private readonly RecordIndex<long> _byCharge = new();
    private readonly RecordIndex<long> _byAddress = new();
    private readonly RecordIndex<long> _byCustomer = new();
    private readonly RecordIndex<string> _byStatus = new();
    private readonly RecordIndex<string> _byExternalId = new();

    public IReadOnlyCollection<RechargeRecord> All => _records.Values;

    public RechargeRecord? Find(long id) => _records.GetValueOrDefault(id);

    public IEnumerable<RechargeRecord> OfCharge(long chargeId) => Resolve(_byCharge.Ids(chargeId));

    public IEnumerable<RechargeRecord> OfAddress(long addressId) => Resolve(_byAddress.Ids(addressId));

    public IEnumerable<RechargeRecord> OfCustomer(long customerId) => Resolve(_byCustomer.Ids(customerId));

    public IEnumerable<RechargeRecord> WithStatus(string status) => Resolve(_byStatus.Ids(status));

    public IEnumerable<RechargeRecord> WithExternalId(string externalId) => Resolve(_byExternalId.Ids(externalId));

    /// <summary>Adds the record, or puts it in the place of the one with its id.</summary>
    public void Put(RechargeRecord record)
    {
        if (_records.TryGetValue(record.Facts.Id, out var old))
        {
            Index(old.Facts, add: false);
        }

        _records[record.Facts.Id] = record;
        Index(record.Facts, add: true);
    }

    public void Remove(RechargeRecord record)
    {
        if (_records.Remove(record.Facts.Id, out var old))
        {
            Index(old.Facts, add: false);
        }
    }

    private void Index(RecordFacts facts, bool add)
    {
        _byStatus.Change(facts.Status, facts.Id, add);
        ChangeIfSet(_byCharge, facts.ChargeId, facts.Id, add);
        ChangeIfSet(_byAddress, facts.AddressId, facts.Id, add);
        ChangeIfSet(_byCustomer, facts.CustomerId, facts.Id, add);
        if (facts.ExternalOrderId is { } externalId)
        {
            _byExternalId.Change(externalId, facts.Id, add);
        }
    }

    private static void ChangeIfSet(RecordIndex<long> index, long? key, long id, bool add)
    {
        if (key is { } value)
        {
            index.Change(value, id, add);
        }
    }

    private IEnumerable<RechargeRecord> Resolve(IReadOnlyCollection<long> ids) => ids.Select(id => _records[id]);
}
