import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { TroubleNote } from "../chrome/trouble.tsx";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { AttachButton, AttachedFiles } from "./attachments.tsx";
import { commandIn, type Suggestion, suggestionsFor } from "./completion.ts";
import { CompletionList } from "./completion-list.tsx";
import { type Draft, type Outlet, useDraft } from "./draft.ts";

interface Props {
  readonly session: Session;
  readonly outlet: Outlet;
  /** What the platform puts above and below the line. */
  readonly above?: ComponentChildren;
  readonly below?: ComponentChildren;
}

/** The list over the line: what it offers, which entry is active, and the keys that work it. */
const useCompletion = (outlet: Outlet, draft: Draft) => {
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string>();
  const input = useRef<HTMLTextAreaElement>(null);
  const closed = closedFor === draft.text || draft.failed === draft.text;
  const shown = closed ? [] : suggestionsFor(outlet, draft.text, cursor);
  const at = Math.min(active, shown.length - 1);

  const take = (one: Suggestion): void => {
    draft.setText(one.text);
    setCursor(one.cursor);
    setClosedFor(one.text);
    const line = input.current;
    if (!line) return;
    // At once, not with the next drawing: whoever types on would have the cursor taken from under their letters.
    line.value = one.text;
    line.setSelectionRange(one.cursor, one.cursor);
    line.focus();
  };
  /** True when the key was for the list. */
  const key = (event: KeyboardEvent): boolean => {
    const chosen = shown[at];
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!chosen) return false;
    if (by !== 0) setActive((at + by + shown.length) % shown.length);
    else if (event.key === "Escape") setClosedFor(draft.text);
    else if (isTaking(event, chosen, draft.text)) take(chosen);
    else return false;
    return true;
  };
  const typed = (text: string, at: number): void => {
    draft.setText(text);
    setCursor(at);
    setActive(0);
  };
  return { input, shown, at, setActive, setCursor, take, key, typed };
};

/** Tab always takes the suggestion; Enter too, unless the command is already complete: then it is sent. */
const isTaking = (event: KeyboardEvent, chosen: Suggestion, text: string): boolean =>
  !event.shiftKey && (event.key === "Tab" || (event.key === "Enter" && chosen.name !== text));

/** The line one writes in, with completion of commands and names. */
export function Composer({ session, outlet, above, below }: Props) {
  const draft = useDraft(session, outlet);
  const completion = useCompletion(outlet, draft);
  const list = useId();
  const { shown, at, take, setActive } = completion;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void draft.send();
      }}
    >
      <TroubleNote session={session} trouble={session.troubleAt(outlet.where)} />
      {shown.length > 0 && <CompletionList id={list} shown={shown} at={at} take={take} setActive={setActive} />}
      {above}
      <div class="composer-box">
        <Line outlet={outlet} draft={draft} completion={completion} list={list} />
        <UsageHint outlet={outlet} text={draft.text} />
        <AttachedFiles files={draft.files} detach={draft.detach} />
        <Foot draft={draft} takesFiles={outlet.takesFiles} />
      </div>
      {below}
    </form>
  );
}

interface LineProps {
  readonly outlet: Outlet;
  readonly draft: Draft;
  readonly completion: ReturnType<typeof useCompletion>;
  readonly list: string;
}

function Line({ outlet: { main, placeholder }, draft, completion, list }: LineProps) {
  const { input, shown, at, key, typed, setCursor } = completion;
  useLayoutEffect(() => {
    // A phone's keyboard would cover what one came to read.
    if (main && matchMedia("(hover: hover)").matches) input.current?.focus();
  }, [input, main]);
  const keys = (event: KeyboardEvent): void => {
    // While an input method composes (pinyin), its keys are its own.
    if (event.isComposing || event.keyCode === 229) return;
    const sends = event.key === "Enter" && !event.shiftKey && !event.altKey;
    const taken = key(event);
    if (taken || sends) event.preventDefault();
    if (sends && !taken) void draft.send();
  };
  return (
    <textarea
      ref={input}
      class="composer-input"
      rows={1}
      data-focus-home={main ? "" : undefined}
      aria-label={placeholder}
      aria-autocomplete="list"
      aria-controls={shown.length > 0 ? list : undefined}
      aria-activedescendant={shown[at] ? `${list}-${at}` : undefined}
      placeholder={placeholder}
      value={draft.text}
      onInput={(event) => typed(event.currentTarget.value, event.currentTarget.selectionStart)}
      onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
      onKeyDown={keys}
    />
  );
}

function UsageHint({ outlet, text }: { outlet: Outlet; text: string }) {
  const command = commandIn(outlet.commands, text);
  if (!command) return null;
  return (
    <p class="composer-hint">
      <strong>{command.name}</strong> {command.hint}
      <span class="quiet"> {command.description}</span>
    </p>
  );
}

function Foot({ draft, takesFiles }: { draft: Draft; takesFiles: boolean }) {
  const { t } = useReading();
  return (
    <div class="composer-foot">
      {takesFiles && <AttachButton attach={(files) => void draft.attach(files)} />}
      <span class="composer-status" role="status">
        {draft.sending && (
          <>
            <span class="spinner" aria-hidden="true" /> {t.working}
          </>
        )}
      </span>
      <button
        type="submit"
        class="button primary send"
        aria-disabled={draft.text.trim() === "" && draft.files.length === 0}
      >
        {t.send}
      </button>
    </div>
  );
}
