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

/** A command one can type. */
export interface Command {
  /** With its slash. */
  readonly name: string;
  readonly hint: string;
  readonly description: string;
}

/** Someone whose name one can write. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

const MOST = 8;

const commandLine = ({ name, hint, description }: Command): Suggestion => ({
  id: name,
  kind: "command",
  name,
  hint,
  description,
  text: `${name} `,
  cursor: name.length + 1,
});

const personLine = (person: Named, text: string, { from, to }: { from: number; to: number }): Suggestion => {
  const written = `@${person.name} `;
  return {
    ...person,
    kind: "person",
    hint: "",
    text: text.slice(0, from) + written + text.slice(to),
    cursor: from + written.length,
  };
};

interface Offered {
  readonly commands: readonly Command[];
  readonly people: readonly Named[];
}

/** What fits what is being typed at the cursor: commands at the start of the line, people after an "@". */
export const suggestionsFor = (offered: Offered, text: string, cursor: number): readonly Suggestion[] => {
  if (/^\/\S*$/.test(text)) {
    const typed = text.toLowerCase();
    return offered.commands.filter(({ name }) => name.toLowerCase().startsWith(typed)).map(commandLine);
  }
  const mention = /(?:^|[^\p{L}\p{N}@])@([\p{L}\p{N}._-]*)$/u.exec(text.slice(0, cursor));
  if (!mention) return [];
  const typed = (mention[1] ?? "").toLowerCase();
  const from = cursor - typed.length - 1;
  return offered.people
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(typed))
    .slice(0, MOST)
    .map((person) => personLine(person, text, { from, to: cursor }));
};

/** The command being written, once its name is complete. */
export const commandIn = (commands: readonly Command[], text: string): Command | undefined => {
  const name = /^(\/\S+)\s/.exec(text)?.[1];
  return commands.find((one) => one.name === name);
};
