/** Work that nobody may wait for, but that stopping does. */
export interface UnderWay {
  /** Returns the same work. */
  add<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

export const newUnderWay = (): UnderWay => {
  const works = new Set<Promise<unknown>>();
  return {
    add(work) {
      works.add(work);
      void work.finally(() => works.delete(work)).catch(() => undefined);
      return work;
    },
    async drain() {
      while (works.size > 0) await Promise.allSettled([...works]);
    },
  };
};
