import { useReading } from "../reading.ts";
import type { Asking } from "../session.ts";
import { TextObject, words } from "../text/text-object.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks before a button or menu acts. */
export function ConfirmDialog({ asking }: { asking: Asking }) {
  const { t } = useReading();
  const { confirm, answer } = asking;
  const danger = confirm.style === "danger";
  return (
    <Dialog
      title={words(confirm.title) || t.ok}
      look="dialog-small"
      role="alertdialog"
      describedBy="confirm-text"
      leave={() => answer(false)}
    >
      <div class="dialog-body" id="confirm-text">
        <TextObject value={confirm.text} />
      </div>
      <div class="dialog-foot">
        <button type="button" class="button plain-button" data-focus-first onClick={() => answer(false)}>
          {words(confirm.deny) || t.cancel}
        </button>
        <button type="button" class={`button ${danger ? "danger" : "primary"}`} onClick={() => answer(true)}>
          {words(confirm.confirm) || t.ok}
        </button>
      </div>
    </Dialog>
  );
}
