import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Screen } from "../../../slack/screen.ts";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { commandIn, type Suggestion, suggestionsFor, withMentions } from "./completion.ts";

interface Props {
  readonly session: Session;
  readonly screen: Screen;
  readonly channel: string;
  readonly thread?: string;
  readonly placeholder: string;
}

type Attached = { readonly id: string; readonly name: string };

/** What is being written, and how it is sent. */
const useDraft = ({ session, screen, channel, thread }: Props) => {
  const { t } = useReading();
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const where = thread === undefined ? `channel:${channel}` : `thread:${thread}`;
  const sending = session.pending.has(`${where}:send`);
  const [failed, setFailed] = useState<string>();

  const send = async (): Promise<void> => {
    const line = text.trim();
    if (line === "" && files.length === 0) return;
    if (thread !== undefined && line.startsWith("/")) return session.trouble(where, t.noCommandsInThreads);
    setText("");
    setFiles([]);
    const to = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
    const ids = files.map((file) => file.id);
    const attached = ids.length > 0 ? { files: ids } : {};
    const sent = withMentions(screen, line);
    const action = /^\/\S/.test(line)
      ? ({ type: "command", ...to, text: sent } as const)
      : ({ type: "say", ...to, text: sent, ...attached } as const);
    await session.do(action, { key: `${where}:send`, where });
    // What did not get through is not lost.
    if (!session.troubles.some((one) => one.where === where)) return;
    setFailed(line);
    setText((now) => (now === "" ? line : now));
  };
  const attach = async (picked: readonly File[]): Promise<void> => {
    const stored = await session.upload(picked, where);
    setFiles((there) => [...there, ...stored]);
  };
  const detach = (id: string): void => setFiles((there) => there.filter((file) => file.id !== id));
  return { text, setText, files, attach, detach, send, sending, failed, where };
};

/** The line one writes in, with completion of commands and names. */
export function Composer(props: Props) {
  const { session, screen, thread, placeholder } = props;
  const { t } = useReading();
  const draft = useDraft(props);
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string>();
  const input = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const all = suggestionsFor(screen, { text: draft.text, cursor, commands: thread === undefined });
  const shown = closedFor === draft.text || draft.failed === draft.text ? [] : all;
  const at = Math.min(active, shown.length - 1);
  const writing = thread === undefined ? commandIn(screen, draft.text) : undefined;
  const trouble = session.troubles.find((one) => one.where === draft.where);

  const take = (one: Suggestion): void => {
    draft.setText(one.text);
    setCursor(one.cursor);
    setClosedFor(one.text);
    requestAnimationFrame(() => input.current?.setSelectionRange(one.cursor, one.cursor));
    input.current?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const chosen = shown[at];
    if (chosen && listKey(event, { count: shown.length, at, setActive })) return;
    if (chosen && event.key === "Escape") {
      event.preventDefault();
      setClosedFor(draft.text);
    } else if (chosen && isTaking(event, chosen, draft.text)) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void draft.send();
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void draft.send();
      }}
    >
      {trouble && (
        <div class="trouble" role="alert">
          <span>
            {trouble.text} {trouble.detail && <small>{trouble.detail}</small>}
          </span>
          <button type="button" class="button quiet small" onClick={() => session.forget(draft.where)}>
            {t.dismiss}
          </button>
        </div>
      )}
      {shown.length > 0 && <Completion id={list} shown={shown} at={at} take={take} setActive={setActive} />}
      <div class="composer-box">
        <textarea
          ref={input}
          class="composer-input"
          rows={1}
          data-focus-home={thread === undefined ? "" : undefined}
          aria-label={placeholder}
          aria-autocomplete="list"
          aria-controls={shown.length > 0 ? list : undefined}
          aria-activedescendant={shown[at] ? `${list}-${at}` : undefined}
          placeholder={placeholder}
          value={draft.text}
          onInput={(event) => {
            draft.setText(event.currentTarget.value);
            setCursor(event.currentTarget.selectionStart);
            setActive(0);
          }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onKeyDown={keys}
        />
        {writing && (
          <p class="composer-hint">
            <strong>{writing.command}</strong> {writing.usageHint}
            <span class="quiet"> {writing.description}</span>
          </p>
        )}
        <AttachedFiles files={draft.files} detach={draft.detach} />
        <div class="composer-foot">
          <AttachButton attach={(files) => void draft.attach(files)} />
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
      </div>
    </form>
  );
}

/** Tab always takes the suggestion; Enter too, unless the command is already complete: then it is sent. */
const isTaking = (event: KeyboardEvent, chosen: Suggestion, text: string): boolean =>
  (event.key === "Tab" && !event.shiftKey) || (event.key === "Enter" && !event.shiftKey && chosen.name !== text);

const listKey = (
  event: KeyboardEvent,
  { count, at, setActive }: { count: number; at: number; setActive: (at: number) => void },
): boolean => {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return false;
  event.preventDefault();
  setActive((at + by + count) % count);
  return true;
};

interface CompletionProps {
  readonly id: string;
  readonly shown: readonly Suggestion[];
  readonly at: number;
  readonly take: (one: Suggestion) => void;
  readonly setActive: (at: number) => void;
}

function Completion({ id, shown, at, take, setActive }: CompletionProps) {
  const { t } = useReading();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const title = shown[0]?.kind === "command" ? t.commands : t.people;
  return (
    <div class="completion" ref={box}>
      <p class="completion-title" aria-hidden="true">
        {title}
      </p>
      <div role="listbox" id={id} aria-label={title}>
        {shown.map((one, index) => (
          <div
            key={one.id}
            role="option"
            tabIndex={-1}
            id={`${id}-${index}`}
            class="option completion-option"
            aria-selected={index === at}
            data-active={index === at}
            onPointerMove={() => setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
            onKeyDown={(event) => event.key === "Enter" && take(one)}
          >
            <span class="completion-name">
              {one.name} <span class="completion-hint">{one.hint}</span>
            </span>
            <span class="option-description">{one.description}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function AttachButton({ attach }: { attach: (files: readonly File[]) => void }) {
  const { t } = useReading();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button quiet icon-only" aria-label={t.attach} onClick={() => input.current?.click()}>
        <span aria-hidden="true">＋</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t.attach}
        onChange={(event) => {
          const picked = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          attach(picked);
        }}
      />
    </>
  );
}

function AttachedFiles({ files, detach }: { files: readonly Attached[]; detach: (id: string) => void }) {
  const { t } = useReading();
  if (files.length === 0) return null;
  return (
    <ul class="chips">
      {files.map((file) => (
        <li key={file.id} class="chip">
          📄 {file.name}
          <button type="button" aria-label={t.removeFile(file.name)} onClick={() => detach(file.id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
