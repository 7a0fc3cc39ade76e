import { useRef } from "preact/hooks";
import type { JsonObject } from "../../../../json.ts";
import { Combobox, useLooking } from "../../controls/combobox.tsx";
import type { Option } from "../../controls/option-list.tsx";
import { useReading } from "../../reading.ts";
import { useChannels } from "../channels.ts";
import { listed, useHeld, useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";
import { chosenIn, labelsOf, useOffer } from "./options.ts";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

/** A menu one can type into: single or multiple, with its own options, people, channels or the bot's suggestions. */
export function Select({ block, element }: Props) {
  const held = useHeld(block, element);
  const there = { people: useReading().people, channels: useChannels() };
  const { t } = useReading();
  const surface = useSurface();
  const [looking, look] = useLooking();
  const seen = useRef(new Map<string, Option>());
  const multi = String(element.type).startsWith("multi_");
  const offer = useOffer(block, element, { query: looking.query ?? "", open: looking.open });
  for (const option of offer.options) seen.current.set(option.value, option);
  const state = surface.state[block]?.[String(element.action_id)];
  const most = element.max_selected_items;
  return (
    <Combobox
      looking={looking}
      look={look}
      offer={offer}
      chosen={listed(held.entry)}
      label={labelsOf(there, element, [...seen.current.values(), ...chosenIn(state)])}
      multi={multi}
      most={typeof most === "number" ? most : undefined}
      set={(chosen) => held.set(multi ? chosen : (chosen[0] ?? null))}
      clearable={held.dress?.required === false}
      placeholder={words(element.placeholder) || t.choose}
      dress={held.dress}
      busy={held.busy}
    />
  );
}
