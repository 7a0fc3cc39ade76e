import type { Command } from "./feature.ts";

/** Controls but line feed and tab, halves of a character, zero-width and direction-overriding ones: they hide or reverse what is read. */
const HIDDEN = /(?![\n\t])\p{Cc}|\p{Surrogate}|\p{Bidi_Control}|[\u200b\u2028\u2029\u2060\ufeff]/gu;

/** What a person typed, without what cannot be seen; line ends are "\n". The joiner of emoji families stays. */
export const visible = (typed: string): string =>
  typed.replace(/\r\n?/g, "\n").replace(HIDDEN, "").normalize("NFC").trim();

/** Splits "／拜访 宏达 谈了续约", "visit Hongda …" or "拜访宏达" into its command and the rest; undefined when it names none. */
export const commandOf = (
  typed: string,
  commands: readonly Command[],
): { command: Command; rest: string } | undefined => {
  const text = visible(typed).replace(/^[/／]\s*/, "");
  const space = text.search(/[\s\u3000]/);
  const head = (space < 0 ? text : text.slice(0, space)).normalize("NFKC").toLowerCase();
  const rest = space < 0 ? "" : text.slice(space).trim();
  const named = commands.find((command) => command.name === head || command.aliases.includes(head));
  if (named) return { command: named, rest };
  const glued = commands
    .flatMap((command) => (command.glued ?? []).map((alias) => ({ command, alias })))
    .filter(({ alias }) => text.startsWith(alias))
    .sort((a, b) => b.alias.length - a.alias.length)[0];
  return glued && { command: glued.command, rest: text.slice(glued.alias.length).trim() };
};
