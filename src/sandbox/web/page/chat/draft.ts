import { useState } from "preact/hooks";
import type { Action } from "../server.ts";
import type { Session } from "../session.ts";
import type { Command, Named } from "./completion.ts";

export interface Attached {
  readonly id: string;
  readonly name: string;
}

/** Where a line goes: a conversation or a thread, and what the platform's client makes of it. */
export interface Outlet {
  /** Where its troubles stand: `channel:ID`, `thread:ID`. */
  readonly where: string;
  readonly placeholder: string;
  /** The main line of the page, not that of a thread beside it. */
  readonly main: boolean;
  readonly commands: readonly Command[];
  readonly people: readonly Named[];
  /** Files can be handed over with a line. */
  readonly takesFiles: boolean;
  /** Why the client itself does not send that line. */
  refusal(line: string): string | undefined;
  action(line: string, files: readonly string[]): Action;
  /** The line got through. */
  sent?(): void;
}

/** What is being written, and how it is sent. */
export interface Draft {
  readonly text: string;
  readonly files: readonly Attached[];
  /** The line that did not get through, put back to be sent again. */
  readonly failed: string | undefined;
  readonly sending: boolean;
  setText(text: string): void;
  attach(files: readonly File[]): Promise<void>;
  detach(id: string): void;
  send(): Promise<void>;
}

export const useDraft = (session: Session, outlet: Outlet): Draft => {
  const { where } = outlet;
  const [text, setShown] = useState(session.lines.get(where) ?? "");
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [failed, setFailed] = useState<string>();
  const setText = (next: string): void => {
    session.lines.set(where, next);
    setShown(next);
  };
  const send = async (): Promise<void> => {
    const line = text.trim();
    if (line === "" && files.length === 0) return;
    const why = outlet.refusal(line);
    if (why !== undefined) return session.trouble(where, why);
    setText("");
    setFiles([]);
    const ids = files.map((file) => file.id);
    await session.do(outlet.action(line, ids), { key: `${where}:send`, where });
    if (!session.troubleAt(where)) return outlet.sent?.();
    // What did not get through is not lost, unless something new was written meanwhile.
    setFailed(line);
    if ((session.lines.get(where) ?? "") === "") setText(line);
  };
  return {
    text,
    files,
    failed,
    sending: session.pending.has(`${where}:send`),
    setText,
    attach: async (picked) => {
      const stored = await session.upload(picked, where);
      setFiles((there) => [...there, ...stored]);
    },
    detach: (id) => setFiles((there) => there.filter((file) => file.id !== id)),
    send,
  };
};
