import { useEffect, useRef } from "preact/hooks";
import { useReading } from "../reading.ts";
import type { Session, Trouble } from "../session.ts";

/** What went wrong with the last action there, until it is put away or something else is done. */
export function TroubleNote({ session, trouble }: { session: Session; trouble: Trouble | undefined }) {
  const { t } = useReading();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.scrollIntoView({ block: "nearest" }), [trouble?.id]);
  if (!trouble) return null;
  return (
    <div ref={note} class="trouble" role="alert">
      <span>
        {trouble.text} {trouble.detail && <small>{trouble.detail}</small>}
      </span>
      <button type="button" class="button quiet small" onClick={() => session.forget(trouble.where)}>
        {t.dismiss}
      </button>
    </div>
  );
}
