import type { Screen, ShownChat } from "../../../../feishu/screen.ts";
import type { FeishuAction } from "../../../feishu/wire.ts";
import type { Outlet } from "../../chat/draft.ts";
import type { FeishuSession } from "../session.ts";

interface To {
  readonly screen: Screen;
  readonly chat: ShownChat;
  /** The message in whose thread it goes. */
  readonly thread?: string;
  readonly placeholder: string;
}

const peopleIn = (screen: Screen, chat: ShownChat) => {
  const members = screen.users.filter((user) => chat.members.includes(user.openId) && !user.deactivated);
  const bot = { id: screen.app.botOpenId, name: screen.app.name, description: "" };
  return [
    ...(chat.withBot && chat.kind !== "p2p" ? [bot] : []),
    ...members.map(({ openId, realName, name }) => ({ id: openId, name: realName, description: name })),
  ];
};

/** Where a line goes in Feishu: a command is a text like any other, offered where the person is alone with the bot. */
export const outletOf = (session: FeishuSession, { screen, chat, thread, placeholder }: To): Outlet => {
  const people = peopleIn(screen, chat);
  const withBot = chat.withUser === screen.app.botOpenId;
  const withMentions = (line: string): string =>
    people
      .toSorted((a, b) => b.name.length - a.name.length)
      .reduce((text, { id, name }) => text.replaceAll(`@${name}`, `<at user_id="${id}"></at>`), line);
  const commands = screen.app.commands.map(({ command, description }) => ({ name: command, hint: "", description }));
  return {
    where: thread === undefined ? `chat:${chat.id}` : `thread:${thread}`,
    placeholder,
    main: thread === undefined,
    commands: withBot && thread === undefined ? commands : [],
    people: chat.kind === "p2p" ? [] : people,
    takesFiles: true,
    refusal: () => undefined,
    action: (line, files): FeishuAction => {
      const answers = thread === undefined ? session.answering.get(chat.id) : undefined;
      return {
        type: "say",
        chat: chat.id,
        text: withMentions(line),
        ...(thread === undefined ? {} : { thread }),
        ...(answers === undefined ? {} : { answers }),
        ...(files.length === 0 ? {} : { files: [...files] }),
      };
    },
    sent: () => {
      if (thread === undefined) session.answer(chat.id, undefined);
    },
  };
};
