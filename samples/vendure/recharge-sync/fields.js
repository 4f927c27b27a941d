// What an order that was paid elsewhere carries. Amounts are integers in Vendure's unit: the amount in the currency's
// major unit times ten to the power of the money strategy's precision, whatever the currency.

// Not public: the shop API knows none of these, so no shopper can read, write or filter by them.
const field = (name, type, more) => ({ name, type, nullable: true, public: false, ...more });

exports.customFields = {
  Order: [
    field('externalReference', 'string', { unique: true }),
    field('externalNote', 'text'),
    field('externalTags', 'string', { list: true }),
    field('externalData', 'text'),
    // What was sold and for how much, so that a later change of it is seen.
    field('externalSold', 'text'),
    field('externalShipping', 'int'),
    field('externalShippingTaxRate', 'float'),
    field('externalRefund', 'string'),
    field('externalVersion', 'int'),
  ],
  OrderLine: [
    // Keeps two lines of one variant apart, which Vendure would merge.
    field('externalLineId', 'string'),
    field('externalUnitPrice', 'int'),
    field('externalPriceIncludesTax', 'boolean'),
    // Of the whole line.
    field('externalDiscount', 'int'),
    field('externalTaxRate', 'float'),
    field('externalData', 'text'),
  ],
};

/** Adds the fields to a configuration; those of the same name that are there stay. */
exports.addFields = config => {
  for (const [entity, fields] of Object.entries(exports.customFields)) {
    const there = (config.customFields[entity] ??= []);
    there.push(...fields.filter(one => !there.some(other => other.name === one.name)));
  }
};

/** What is wrong with the fields of a running server, in words. */
exports.problemsOfFields = config =>
  Object.entries(exports.customFields).flatMap(([entity, fields]) =>
    fields.flatMap(({ name, type }) => {
      const there = (config.customFields[entity] ?? []).find(one => one.name === name);
      return !there ? [`the custom field ${entity}.${name} is missing`]
        : there.public !== false ? [`the custom field ${entity}.${name} is public: shoppers can write it`]
        : there.type !== type ? [`the custom field ${entity}.${name} is a ${there.type}, not a ${type}`]
        : [];
    }));
