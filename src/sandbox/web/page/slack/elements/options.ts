import { useEffect, useRef, useState } from "preact/hooks";
import { isArray, isObject, type JsonObject, objects } from "../../../../json.ts";
import type { ShownChannel } from "../../../../slack/screen.ts";
import type { Offer, Option } from "../../controls/option-list.tsx";
import { type Known, useReading } from "../../reading.ts";
import { useChannels } from "../channels.ts";
import { useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";

/** Whom and what a menu can name without asking the bot. */
export interface There {
  readonly people: ReadonlyMap<string, Known>;
  readonly channels: ReadonlyMap<string, ShownChannel>;
}

const toOption = (option: JsonObject, group?: string): Option => ({
  text: words(option.text),
  value: String(option.value),
  ...(isObject(option.description) ? { description: words(option.description) } : {}),
  ...(group === undefined ? {} : { group }),
});

/** The options an element carries itself. */
const ownOptions = (element: JsonObject): readonly Option[] => [
  ...objects(element.options).map((option) => toOption(option)),
  ...objects(element.option_groups).flatMap((group) =>
    objects(group.options).map((option) => toOption(option, words(group.label))),
  ),
];

const peopleOptions = ({ people }: There): readonly Option[] =>
  [...people.values()]
    .filter((one) => !one.gone && !one.isBot)
    .map((one) => ({ text: one.name, value: one.id, description: `@${one.handle}` }));

const channelOptions = ({ channels }: There, element: JsonObject): readonly Option[] => {
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
export const chosenIn = (state: JsonObject | undefined): readonly Option[] => [
  ...(isObject(state?.selected_option) ? [toOption(state.selected_option)] : []),
  ...objects(state?.selected_options).map((option) => toOption(option)),
];

const all = (there: There, element: JsonObject): readonly Option[] => {
  if (!KNOWN.test(String(element.type))) return ownOptions(element);
  return String(element.type).includes("users") ? peopleOptions(there) : channelOptions(there, element);
};

const fits = (option: Option, query: string): boolean =>
  `${option.text} ${option.description ?? ""}`.toLowerCase().includes(query.trim().toLowerCase());

const PAUSE_MS = 180;

/** What a menu offers for the query: its own options, people, channels, or what the bot finds. */
export const useOffer = (
  blockId: string,
  element: JsonObject,
  { query, open }: { query: string; open: boolean },
): Offer => {
  const there = { people: useReading().people, channels: useChannels() };
  const surface = useSurface();
  const external = String(element.type).endsWith("external_select");
  const least = external && typeof element.min_query_length === "number" ? element.min_query_length : external ? 3 : 0;
  const missing = Math.max(0, least - query.trim().length);
  const [found, setFound] = useState<{ for: string; options: readonly Option[] }>();
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
    return { options: all(there, element).filter((option) => fits(option, query)), loading: false, missing };
  const current = found?.for === query && missing === 0;
  return { options: current ? found.options : [], loading: !current && missing === 0, missing };
};

/** Names of what was chosen, whoever offered it. */
export const labelsOf =
  (there: There, element: JsonObject, known: readonly Option[]) =>
  (value: string): string =>
    [...known, ...all(there, element)].find((option) => option.value === value)?.text ?? value;
