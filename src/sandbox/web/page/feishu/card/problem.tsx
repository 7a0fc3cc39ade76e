import { useReading } from "../../reading.ts";

/** What this page cannot show of a card, where it would have stood: never left out in silence. */
export function Problem({ says, detail }: { says: string; detail: string }) {
  const { t } = useReading();
  return (
    <div class="card-problem" role="note">
      <strong>
        <span aria-hidden="true">⚠ </span>
        {t.cardProblem}
      </strong>
      <span>
        {says} <code>{detail}</code>
      </span>
    </div>
  );
}

/** The names of properties that nobody knows, if there are any. */
export function UnknownProperties({ of, names }: { of: string; names: readonly string[] }) {
  const { t } = useReading();
  if (names.length === 0) return null;
  return <Problem says={t.unknownProperties(of)} detail={names.join(", ")} />;
}
