import type { Screen } from "../../../../slack/screen.ts";
import type { SlackAction } from "../../../slack/wire.ts";
import type { Outlet } from "../../chat/draft.ts";
import type { Texts } from "../../texts.ts";

interface To {
  readonly screen: Screen;
  readonly channel: string;
  readonly thread?: string;
  readonly placeholder: string;
}

/** What a person typed, with mentions of the people it names. */
const withMentions = (screen: Screen, text: string): string => {
  const longestFirst = screen.users.toSorted((a, b) => b.realName.length - a.realName.length);
  return longestFirst.reduce((sent, user) => sent.replaceAll(`@${user.realName}`, `<@${user.id}>`), text);
};

const SLACKBOT = "USLACKBOT";

/** Where a line goes in Slack: commands begin with a slash and work in the channel itself only. */
export const outletOf = (t: Texts, { screen, channel, thread, placeholder }: To): Outlet => {
  const commands = screen.app.commands.map(({ command, usageHint, description }) => ({
    name: command,
    hint: usageHint,
    description,
  }));
  const to = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
  return {
    where: thread === undefined ? `channel:${channel}` : `thread:${thread}`,
    placeholder,
    main: thread === undefined,
    commands: thread === undefined ? commands : [],
    people: screen.users
      .filter((user) => !user.deactivated && user.id !== SLACKBOT)
      .map((user) => ({ id: user.id, name: user.realName, description: `@${user.name}` })),
    takesFiles: true,
    refusal: (line) => {
      const name = /^\/\S+/.exec(line)?.[0];
      if (name === undefined) return undefined;
      if (thread !== undefined) return t.noCommandsInThreads;
      return commands.some((one) => one.name === name) ? undefined : t.noSuchCommand(name);
    },
    action: (line, files): SlackAction => {
      const text = withMentions(screen, line);
      if (/^\/\S/.test(line)) return { type: "command", ...to, text };
      return { type: "say", ...to, text, ...(files.length > 0 ? { files: [...files] } : {}) };
    },
  };
};
