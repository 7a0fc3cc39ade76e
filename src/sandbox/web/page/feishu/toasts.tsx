import { useReading } from "../reading.ts";
import type { FeishuSession } from "./session.ts";

const SIGNS = { info: "ℹ", success: "✓", warning: "!", error: "✕" } as const;

/** What the bot or the client answers to a press, for a moment above everything. */
export function Toasts({ session }: { session: FeishuSession }) {
  const { t } = useReading();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {session.toasts.map(({ id, text, tone }) => (
        <p key={id} class={`toast toast-${tone}`}>
          <span class="toast-sign" aria-hidden="true">
            {SIGNS[tone]}
          </span>
          <span class="sr-only">{t.alert[tone]}: </span>
          <span class="grow">{text}</span>
          <button type="button" class="toast-close" aria-label={t.dismiss} onClick={() => session.putAway(id)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
