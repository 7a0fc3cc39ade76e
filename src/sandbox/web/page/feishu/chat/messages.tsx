import type { ShownMessage } from "../../../../feishu/screen.ts";
import { type Item, Timeline } from "../../chat/timeline.tsx";
import type { FeishuSession } from "../session.ts";
import { Message } from "./message.tsx";

interface Props {
  readonly session: FeishuSession;
  readonly messages: readonly ShownMessage[];
  readonly label: string;
  readonly empty: string;
  readonly openThread?: (root: string) => void;
  /** When the person had last looked; nothing is marked as new without it. */
  readonly newAfter?: number;
}

/** Messages of a chat or thread from old to new. */
export function Messages({ session, messages, label, empty, openThread, newAfter }: Props) {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const items = messages.map(
    (message): Item => ({
      id: message.id,
      ms: message.createTime,
      by: message.sender,
      follows: ({ id }) => {
        const before = byId.get(id);
        return (
          before?.sender === message.sender &&
          before.ephemeral === message.ephemeral &&
          !before.isBot &&
          !before.deleted &&
          before.replies === 0
        );
      },
      show: (close) => <Message key={message.id} {...{ session, message, close, openThread, newAfter }} />,
    }),
  );
  return <Timeline {...{ session, items, label, empty }} {...(newAfter === undefined ? {} : { newAfter })} />;
}
