import { useReading } from "../reading.ts";
import type { Asking } from "../session.ts";
import { Dialog } from "./dialog.tsx";

/** Asks before a button or menu acts. */
export function ConfirmDialog({ asking }: { asking: Asking }) {
  const { t } = useReading();
  const { title, text, yes, no, danger, answer } = asking;
  return (
    <Dialog
      title={title || t.ok}
      look="dialog-small"
      role="alertdialog"
      describedBy="confirm-text"
      leave={() => answer(false)}
    >
      <div class="dialog-body" id="confirm-text">
        {text}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button plain-button" data-focus-first onClick={() => answer(false)}>
          {no || t.cancel}
        </button>
        <button type="button" class={`button ${danger ? "danger" : "primary"}`} onClick={() => answer(true)}>
          {yes || t.ok}
        </button>
      </div>
    </Dialog>
  );
}
