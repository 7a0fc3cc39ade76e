/** The same items, each next one being made while the one before is worked on; never more than one waits. */
export async function* ahead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const next = () => {
    const coming = items.next();
    // Heard when it is its turn; until then it must not count as unhandled.
    coming.catch(() => undefined);
    return coming;
  };
  try {
    for (let coming = next(); ; ) {
      const { done, value } = await coming;
      if (done) return;
      coming = next();
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}
