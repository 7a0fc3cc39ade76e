import { useEffect, useRef, useState } from "preact/hooks";
import { isArray, isObject, type JsonObject, objects } from "../../../json.ts";
import type { ShownOption } from "../../../slack/screen.ts";
import { type Reading, useReading } from "../reading.ts";
import { useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";

const toOption = (option: JsonObject, group?: string): ShownOption => ({
  text: words(option.text),
  value: String(option.value),
  ...(isObject(option.description) ? { description: words(option.description) } : {}),
  ...(group === undefined ? {} : { group }),
});

/** The options an element carries itself. */
const ownOptions = (element: JsonObject): readonly ShownOption[] => [
  ...objects(element.options).map((option) => toOption(option)),
  ...objects(element.option_groups).flatMap((group) =>
    objects(group.options).map((option) => toOption(option, words(group.label))),
  ),
];

const peopleOptions = ({ users }: Reading): readonly ShownOption[] =>
  [...users.values()]
    .filter((user) => !user.deactivated && !user.isBot)
    .map((user) => ({ text: user.realName, value: user.id, description: `@${user.name}` }));

const channelOptions = ({ channels }: Reading, element: JsonObject): readonly ShownOption[] => {
  const conversations = String(element.type).includes("conversations");
  const filter = isObject(element.filter) && isArray(element.filter.include) ? element.filter.include : undefined;
  return [...channels.values()]
    .filter(
      (channel) =>
        !channel.archived && (conversations ? (filter?.includes(channel.kind) ?? true) : channel.kind === "public"),
    )
    .map((channel) => ({ text: channel.kind === "im" ? channel.name : `#${channel.name}`, value: channel.id }));
};

const KNOWN = /^(multi_)?(users|channels|conversations)_select$/;

/** Options already chosen, as the state of the element names them. */
export const chosenIn = (state: JsonObject | undefined): readonly ShownOption[] => [
  ...(isObject(state?.selected_option) ? [toOption(state.selected_option)] : []),
  ...objects(state?.selected_options).map((option) => toOption(option)),
];

const all = (reading: Reading, element: JsonObject): readonly ShownOption[] => {
  if (!KNOWN.test(String(element.type))) return ownOptions(element);
  return String(element.type).includes("users") ? peopleOptions(reading) : channelOptions(reading, element);
};

const fits = (option: ShownOption, query: string): boolean =>
  `${option.text} ${option.description ?? ""}`.toLowerCase().includes(query.trim().toLowerCase());

export interface Offer {
  readonly options: readonly ShownOption[];
  /** The bot is being asked. */
  readonly loading: boolean;
  /** Characters to type before anything is offered; 0 when there are enough. */
  readonly missing: number;
}

const PAUSE_MS = 180;

/** What a menu offers for the query: its own options, people, channels, or what the bot finds. */
export const useOffer = (
  blockId: string,
  element: JsonObject,
  { query, open }: { query: string; open: boolean },
): Offer => {
  const reading = useReading();
  const surface = useSurface();
  const external = String(element.type).endsWith("external_select");
  const least = external && typeof element.min_query_length === "number" ? element.min_query_length : external ? 3 : 0;
  const missing = Math.max(0, least - query.trim().length);
  const [found, setFound] = useState<{ for: string; options: readonly ShownOption[] }>();
  const asked = useRef(0);
  useEffect(() => {
    if (!external || !open || missing > 0) return;
    const turn = ++asked.current;
    const timer = setTimeout(async () => {
      const options = await surface.suggest(blockId, String(element.action_id), query.trim());
      if (turn === asked.current) setFound({ for: query, options });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [external, open, query, missing]);
  if (!external)
    return { options: all(reading, element).filter((option) => fits(option, query)), loading: false, missing };
  const current = found?.for === query && missing === 0;
  return { options: current ? found.options : [], loading: !current && missing === 0, missing };
};

/** Names of what was chosen, whoever offered it. */
export const labelsOf =
  (reading: Reading, element: JsonObject, known: readonly ShownOption[]) =>
  (value: string): string =>
    [...known, ...all(reading, element)].find((option) => option.value === value)?.text ?? value;
