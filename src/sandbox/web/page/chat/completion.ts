import type { Screen, ShownCommand, ShownUser } from "../../../slack/screen.ts";

/** One line of the list above the composer. */
export interface Suggestion {
  readonly id: string;
  readonly kind: "command" | "person";
  readonly name: string;
  readonly hint: string;
  readonly description: string;
  /** The whole text and where the cursor stands once it is taken. */
  readonly text: string;
  readonly cursor: number;
}

const MOST = 8;

const commandLine = (command: ShownCommand): Suggestion => ({
  id: command.command,
  kind: "command",
  name: command.command,
  hint: command.usageHint,
  description: command.description,
  text: `${command.command} `,
  cursor: command.command.length + 1,
});

const personLine = (user: ShownUser, text: string, { from, to }: { from: number; to: number }): Suggestion => {
  const written = `@${user.realName} `;
  return {
    id: user.id,
    kind: "person",
    name: user.realName,
    hint: "",
    description: `@${user.name}`,
    text: text.slice(0, from) + written + text.slice(to),
    cursor: from + written.length,
  };
};

/** What fits what is being typed at the cursor: commands at the start of the line, people after an "@". */
export const suggestionsFor = (
  screen: Screen,
  { text, cursor, commands }: { text: string; cursor: number; commands: boolean },
): readonly Suggestion[] => {
  if (commands && /^\/\S*$/.test(text)) {
    const typed = text.toLowerCase();
    return screen.app.commands.filter((one) => one.command.toLowerCase().startsWith(typed)).map(commandLine);
  }
  const mention = /(?:^|[^\p{L}\p{N}@])@([\p{L}\p{N}._-]*)$/u.exec(text.slice(0, cursor));
  if (!mention) return [];
  const typed = (mention[1] ?? "").toLowerCase();
  const from = cursor - typed.length - 1;
  return screen.users
    .filter(
      (user) =>
        !user.deactivated && user.id !== "USLACKBOT" && `${user.realName} ${user.name}`.toLowerCase().includes(typed),
    )
    .slice(0, MOST)
    .map((user) => personLine(user, text, { from, to: cursor }));
};

/** The command being written, once its name is complete. */
export const commandIn = (screen: Screen, text: string): ShownCommand | undefined => {
  const name = /^(\/\S+)\s/.exec(text)?.[1];
  return screen.app.commands.find((one) => one.command === name);
};

/** What a person typed, with mentions of the people it names. */
export const withMentions = (screen: Screen, text: string): string => {
  const longestFirst = screen.users.toSorted((a, b) => b.realName.length - a.realName.length);
  return longestFirst.reduce((sent, user) => sent.replaceAll(`@${user.realName}`, `<@${user.id}>`), text);
};
