import type { ShownMessage } from "../../../../slack/screen.ts";
import { type Item, Timeline } from "../../chat/timeline.tsx";
import type { SlackSession } from "../session.ts";
import { msOf } from "../stamps.ts";
import { Message } from "./message.tsx";

interface Props {
  readonly session: SlackSession;
  readonly messages: readonly ShownMessage[];
  readonly label: string;
  readonly empty: string;
  readonly openThread?: (ts: string) => void;
  /** When the person had last looked; nothing is marked as new without it. */
  readonly newAfter?: number;
}

/** Messages of a channel or thread from old to new. */
export function Messages({ session, messages, label, empty, openThread, newAfter }: Props) {
  const items = messages.map((message): Item & { readonly message: ShownMessage } => ({
    id: message.ts,
    ms: msOf(message.ts),
    by: message.user,
    message,
    follows: (previous) => {
      const before = messages.find((one) => one.ts === previous.id);
      return (
        before?.user === message.user &&
        before.ephemeral === message.ephemeral &&
        !before.isBot &&
        before.reply_count === 0
      );
    },
    show: (close) => <Message key={message.ts} {...{ session, message, close, openThread, newAfter }} />,
  }));
  return <Timeline {...{ session, items, label, empty }} {...(newAfter === undefined ? {} : { newAfter })} />;
}
