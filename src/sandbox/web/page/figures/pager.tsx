import { useState } from "preact/hooks";
import { useReading } from "../reading.ts";

interface Pages<Row> {
  readonly shown: readonly Row[];
  /** The first is 0. */
  readonly at: number;
  readonly count: number;
  readonly turn: (to: number) => void;
}

export const usePages = <Row,>(rows: readonly Row[], size: number): Pages<Row> => {
  const [page, turn] = useState(0);
  const count = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(page, count - 1);
  return { shown: rows.slice(at * size, (at + 1) * size), at, count, turn };
};

/** Turns the pages of a table; nothing when there is only one. */
export function Pager({ pages: { at, count, turn } }: { pages: Omit<Pages<unknown>, "shown"> }) {
  const { t } = useReading();
  if (count === 1) return null;
  return (
    <div class="pager">
      <button type="button" class="button quiet" aria-disabled={at === 0} onClick={() => turn(Math.max(0, at - 1))}>
        {t.previous}
      </button>
      <span role="status">{t.page(at + 1, count)}</span>
      <button
        type="button"
        class="button quiet"
        aria-disabled={at === count - 1}
        onClick={() => turn(Math.min(count - 1, at + 1))}
      >
        {t.next}
      </button>
    </div>
  );
}
