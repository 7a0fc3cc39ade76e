import type { Screen, ScreenChange, ShownMessage } from "../../../feishu/screen.ts";

const withMessage = (there: readonly ShownMessage[], message: ShownMessage): readonly ShownMessage[] => {
  const at = there.findIndex((one) => one.id === message.id);
  return at < 0 ? [...there, message] : there.with(at, message);
};

/** The screen after the change; several changes can have one revision. */
export const applyChange = (screen: Screen, change: ScreenChange): Screen => {
  if (change.revision < screen.revision) return screen;
  const next = { ...screen, revision: change.revision };
  switch (change.type) {
    case "message": {
      const { chatId } = change.message;
      const there = screen.messages[chatId] ?? [];
      return { ...next, messages: { ...screen.messages, [chatId]: withMessage(there, change.message) } };
    }
    case "message_removed": {
      const left = (screen.messages[change.chatId] ?? []).filter((one) => one.id !== change.id);
      return { ...next, messages: { ...screen.messages, [change.chatId]: left } };
    }
    case "chats":
      return { ...next, chats: change.chats };
    case "users":
      return { ...next, users: change.users };
    case "app":
      return { ...next, app: change.app };
    case "notice":
      return next;
    default:
      return change satisfies never;
  }
};
