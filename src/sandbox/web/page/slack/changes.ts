import type { Screen, ScreenChange, ShownMessage } from "../../../slack/screen.ts";

const withMessage = (there: readonly ShownMessage[], message: ShownMessage): readonly ShownMessage[] => {
  const at = there.findIndex((one) => one.ts === message.ts);
  if (at >= 0) return there.with(at, message);
  const later = there.findLastIndex((one) => one.ts < message.ts);
  return there.toSpliced(later + 1, 0, message);
};

/** The screen after the change; the same one when the change is already in it or is only a notice. */
export const applyChange = (screen: Screen, change: ScreenChange): Screen => {
  if (change.revision <= screen.revision) return screen;
  const next = { ...screen, revision: change.revision };
  switch (change.type) {
    case "message": {
      const { channel } = change.message;
      const there = screen.messages[channel] ?? [];
      return { ...next, messages: { ...screen.messages, [channel]: withMessage(there, change.message) } };
    }
    case "message_removed": {
      const left = (screen.messages[change.channel] ?? []).filter((one) => one.ts !== change.ts);
      return { ...next, messages: { ...screen.messages, [change.channel]: left } };
    }
    case "modals":
      return { ...next, modals: change.modals };
    case "home":
      return { ...next, home: change.home };
    case "users":
      return { ...next, users: change.users, me: change.users.find((user) => user.id === screen.me.id) ?? screen.me };
    case "channels":
      return { ...next, channels: change.channels };
    case "app":
      return { ...next, app: change.app };
    case "notice":
      return next;
    default:
      return change satisfies never;
  }
};
