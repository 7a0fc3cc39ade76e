/**
 * Does the work for one after the other; one that fails does not keep the others from it.
 * @throws when all have had their turn: what failed, or an AggregateError of several failures
 */
export const eachByItself = async <Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const failures: unknown[] = [];
  for await (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} of several failed`);
  if (failures.length === 1) throw failures[0];
};
