import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  readonly title: ComponentChildren;
  readonly look: string;
  /** Esc, or a press beside it. */
  readonly leave: () => void;
  readonly role?: "dialog" | "alertdialog";
  readonly describedBy?: string;
  readonly header?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The element that has the focus, if it still can have it later. */
const focused = (): HTMLElement | undefined =>
  document.activeElement instanceof HTMLElement && document.activeElement !== document.body
    ? document.activeElement
    : undefined;

/** With the dialog the caret left the page: Chromium gives the focus back without it, and keys would write nowhere. */
const takeCaret = (back: HTMLElement | null): void => {
  if (!back || document.activeElement !== back) return;
  back.blur();
  back.focus();
};

/** What has the focus first, unless something asks for it. */
const FIELDS = ".dialog-body :is(input:not([type=hidden]), textarea, button)";
const FALLBACK = "[data-focus-home]";

/** A modal dialog: keeps the focus in, leaves on Esc, and gives the focus back to where it was. */
export function Dialog({ title, look, leave, role = "dialog", describedBy, header, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const from = focused();
    const opened = dialog.current;
    opened?.showModal();
    const first =
      opened?.querySelector<HTMLElement>("[data-focus-first]") ?? opened?.querySelector<HTMLElement>(FIELDS);
    first?.focus();
    return () => {
      opened?.close();
      const back = from?.isConnected ? from : document.querySelector<HTMLElement>(FALLBACK);
      back?.focus();
      queueMicrotask(() => takeCaret(back));
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${look}`}
      role={role}
      aria-labelledby={id}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <div class="dialog-top">
        <h2 id={id}>{title}</h2>
        {header}
      </div>
      {children}
    </dialog>
  );
}
