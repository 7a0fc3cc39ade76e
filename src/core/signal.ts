/** Tells whoever listens that something happened; says nothing about what. */
export interface Signal {
  /** Returns what ends the listening. */
  listen(listener: () => void): () => void;
  raise(): void;
}

export const newSignal = (): Signal => {
  const listeners = new Set<() => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    raise() {
      for (const listener of listeners) listener();
    },
  };
};
