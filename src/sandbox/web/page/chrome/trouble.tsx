import { useReading } from "../reading.ts";
import type { Session, Trouble } from "../session.ts";

/** What went wrong with the last action there, until it is put away or something else is done. */
export function TroubleNote({ session, trouble }: { session: Session; trouble: Trouble | undefined }) {
  const { t } = useReading();
  if (!trouble) return null;
  return (
    <div class="trouble" role="alert">
      <span>
        {trouble.text} {trouble.detail && <small>{trouble.detail}</small>}
      </span>
      <button type="button" class="button quiet small" onClick={() => session.forget(trouble.where)}>
        {t.dismiss}
      </button>
    </div>
  );
}
