import { useState } from "preact/hooks";
import type { Screen } from "../../../slack/screen.ts";
import type { PageAction } from "../../wire.ts";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { withMentions } from "./completion.ts";

export interface Attached {
  readonly id: string;
  readonly name: string;
}

/** What is being written in a conversation or thread, and how it is sent. */
export interface Draft {
  readonly text: string;
  readonly files: readonly Attached[];
  /** The line that did not get through, put back to be sent again. */
  readonly failed: string | undefined;
  readonly sending: boolean;
  /** Where its troubles stand. */
  readonly where: string;
  setText(text: string): void;
  attach(files: readonly File[]): Promise<void>;
  detach(id: string): void;
  send(): Promise<void>;
}

interface To {
  readonly session: Session;
  readonly screen: Screen;
  readonly channel: string;
  readonly thread?: string;
}

const actionFor = ({ screen, channel, thread }: To, line: string, files: readonly string[]): PageAction => {
  const to = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
  const text = withMentions(screen, line);
  if (/^\/\S/.test(line)) return { type: "command", ...to, text };
  return { type: "say", ...to, text, ...(files.length > 0 ? { files } : {}) };
};

export const useDraft = (to: To): Draft => {
  const { session, screen, channel, thread } = to;
  const { t } = useReading();
  const where = thread === undefined ? `channel:${channel}` : `thread:${thread}`;
  const [text, setShown] = useState(session.lines.get(where) ?? "");
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [failed, setFailed] = useState<string>();
  const setText = (next: string): void => {
    session.lines.set(where, next);
    setShown(next);
  };

  /** Why the client itself does not send it. */
  const refusal = (line: string): string | undefined => {
    const name = /^\/\S+/.exec(line)?.[0];
    if (name === undefined) return undefined;
    if (thread !== undefined) return t.noCommandsInThreads;
    return screen.app.commands.some((one) => one.command === name) ? undefined : t.noSuchCommand(name);
  };
  const send = async (): Promise<void> => {
    const line = text.trim();
    if (line === "" && files.length === 0) return;
    const why = refusal(line);
    if (why !== undefined) return session.trouble(where, why);
    setText("");
    setFiles([]);
    const ids = files.map((file) => file.id);
    await session.do(actionFor(to, line, ids), { key: `${where}:send`, where });
    if (!session.troubles.some((one) => one.where === where)) return;
    // What did not get through is not lost, unless something new was written meanwhile.
    setFailed(line);
    if ((session.lines.get(where) ?? "") === "") setText(line);
  };
  return {
    text,
    files,
    failed,
    sending: session.pending.has(`${where}:send`),
    where,
    setText,
    attach: async (picked) => {
      const stored = await session.upload(picked, where);
      setFiles((there) => [...there, ...stored]);
    },
    detach: (id) => setFiles((there) => there.filter((file) => file.id !== id)),
    send,
  };
};
