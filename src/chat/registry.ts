import type {
  ActionHandler,
  Command,
  Feature,
  FilesHandler,
  FormHandler,
  HomeSection,
  WordsHandler,
} from "./feature.ts";

/** What all features add up to, by name. */
export interface Registry {
  readonly commands: readonly Command[];
  readonly forms: ReadonlyMap<string, FormHandler>;
  readonly actions: ReadonlyMap<string, ActionHandler>;
  readonly words: ReadonlyMap<string, WordsHandler>;
  readonly files: readonly FilesHandler[];
  readonly home: readonly HomeSection[];
  readonly stranger: Feature["stranger"];
  readonly strangerHome: Feature["strangerHome"];
  readonly left: readonly NonNullable<Feature["left"]>[];
}

/** @throws Error when two features claim the same command word, form, action or subject, or both answer strangers. */
export const registryOf = (features: readonly Feature[]): Registry => {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  once(
    "command",
    commands.flatMap((command) => [command.name, ...command.aliases]),
  );
  const files = features.flatMap((feature) => feature.files ?? []);
  once(
    "ending",
    files.flatMap(({ endings }) => endings),
  );
  const strangers = features.filter((feature) => feature.stranger || feature.strangerHome);
  if (strangers.length > 1) throw new Error("Two features answer strangers.");
  return {
    commands,
    forms: byName(
      "form",
      features.flatMap((feature) => feature.forms ?? []),
      ({ form }) => form.id,
    ),
    actions: byName(
      "action",
      features.flatMap((feature) => feature.actions ?? []),
      ({ action }) => action.name,
    ),
    words: byName(
      "subject",
      features.flatMap((feature) => feature.words ?? []),
      ({ subject }) => subject,
    ),
    files,
    home: features.flatMap((feature) => feature.home ?? []).sort((a, b) => a.order - b.order),
    stranger: strangers[0]?.stranger,
    strangerHome: strangers[0]?.strangerHome,
    left: features.flatMap((feature) => feature.left ?? []),
  };
};

const byName = <T>(kind: string, items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, T> => {
  once(kind, items.map(nameOf));
  return new Map(items.map((item) => [nameOf(item), item]));
};

const once = (kind: string, names: readonly string[]): void => {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two features claim the ${kind} "${twice}".`);
};
