import { useCallback, useId, useRef, useState } from "preact/hooks";
import type { JsonObject } from "../../../json.ts";
import type { ShownOption } from "../../../slack/screen.ts";
import { useReading } from "../reading.ts";
import { type Held, listed, useHeld, useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";
import { OptionList } from "./option-list.tsx";
import { chosenIn, labelsOf, type Offer, useOffer } from "./options.ts";
import { useOutside, usePopup } from "./popup.ts";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

/** What the menu holds and offers, and what the person can do with it. */
const useCombo = ({ block, element }: Props) => {
  const held = useHeld(block, element);
  const reading = useReading();
  const surface = useSurface();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const seen = useRef(new Map<string, ShownOption>());
  const input = useRef<HTMLInputElement>(null);
  const leave = useCallback(() => {
    setOpen(false);
    setQuery(undefined);
  }, []);
  const multi = String(element.type).startsWith("multi_");
  const offer = useOffer(block, element, { query: query ?? "", open });
  for (const option of offer.options) seen.current.set(option.value, option);
  const chosen = listed(held.entry);
  const state = surface.state[block]?.[String(element.action_id)];
  const label = labelsOf(reading, element, [...seen.current.values(), ...chosenIn(state)]);

  const choose = (option: ShownOption): void => {
    setQuery(multi ? "" : undefined);
    if (!multi) setOpen(false);
    held.set(multi ? toggled(element, chosen, option.value) : option.value);
  };
  const remove = (value: string): void => {
    held.set(multi ? chosen.filter((one) => one !== value) : null);
    input.current?.focus();
  };
  const typed = (text: string): void => {
    setQuery(text);
    setActive(0);
    setOpen(true);
  };
  const stands = { held, multi, open, query, active, input, offer, chosen, label };
  return { ...stands, setOpen, typed, setActive, leave, choose, remove };
};
type Combo = ReturnType<typeof useCombo>;

const toggled = (element: JsonObject, chosen: readonly string[], value: string): readonly string[] => {
  const without = chosen.filter((one) => one !== value);
  if (without.length < chosen.length) return without;
  const most = element.max_selected_items;
  return [...chosen, value].slice(0, typeof most === "number" ? most : undefined);
};

/** A menu one can type into: single or multiple, with its own options, people, channels or the bot's suggestions. */
export function Select(props: Props) {
  const combo = useCombo(props);
  const { held, open, offer, active, setActive, chosen, choose, multi, leave } = combo;
  const frame = useRef<HTMLDivElement>(null);
  const list = useId();
  const place = usePopup(open, frame);
  useOutside(open, frame, leave);
  return (
    <div class="select" ref={frame} data-busy={held.busy}>
      {multi && chosen.length > 0 && <Chips combo={combo} />}
      <div class="select-line">
        <Line {...props} combo={combo} list={list} />
        {!multi && held.dress?.required === false && <Clear combo={combo} />}
        <span class="select-arrow" aria-hidden="true" />
      </div>
      {open && place && <OptionList {...{ id: list, place, offer, active, chosen, choose, setActive }} />}
    </div>
  );
}

function Line({ element, combo, list }: Props & { combo: Combo; list: string }) {
  const { t } = useReading();
  const { held, open, setOpen, query, typed, active, input, leave, offer, chosen, label, multi } = combo;
  const placeholder = words(element.placeholder) || t.choose;
  const shown = multi || chosen[0] === undefined ? "" : label(chosen[0]);
  return (
    <input
      {...dressed(held)}
      {...(held.dress ? {} : { "aria-label": placeholder })}
      ref={input}
      class="field select-input"
      role="combobox"
      aria-expanded={open}
      aria-controls={list}
      aria-autocomplete="list"
      aria-activedescendant={open && offer.options[active] ? `${list}-${active}` : undefined}
      aria-busy={held.busy}
      autocomplete="off"
      spellcheck={false}
      placeholder={placeholder}
      value={query ?? shown}
      onClick={() => setOpen(true)}
      onInput={(event) => typed(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={leave}
      onKeyDown={comboKeys(combo)}
    />
  );
}

/** Attributes a control gets from its input block. */
export const dressed = ({ dress }: Held) =>
  dress
    ? {
        id: dress.control,
        "aria-labelledby": dress.labelledBy,
        "aria-describedby": dress.describedBy || undefined,
        "aria-invalid": dress.invalid,
        "aria-required": dress.required,
        "data-focus-first": dress.first ? "" : undefined,
      }
    : {};

function Clear({ combo: { chosen, label, remove } }: { combo: Combo }) {
  const { t } = useReading();
  const [value] = chosen;
  if (value === undefined) return null;
  return (
    <button type="button" class="select-clear" aria-label={t.remove(label(value))} onClick={() => remove(value)}>
      ×
    </button>
  );
}

function Chips({ combo: { chosen, label, remove } }: { combo: Combo }) {
  const { t } = useReading();
  return (
    <ul class="chips">
      {chosen.map((value) => (
        <li key={value} class="chip">
          {label(value)}
          <button type="button" aria-label={t.remove(label(value))} onClick={() => remove(value)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

const step = ({ open, setOpen, active, setActive, offer }: Combo, by: number): boolean => {
  const count = offer.options.length;
  if (!open) setOpen(true);
  else if (count > 0) setActive((active + by + count) % count);
  return true;
};

const enter = ({ open, setOpen, active, offer, choose }: Combo): boolean => {
  const option: Offer["options"][number] | undefined = open ? offer.options[active] : undefined;
  if (option) choose(option);
  else setOpen(true);
  return true;
};

const backspace = ({ multi, query, chosen, remove }: Combo): boolean => {
  const last = chosen.at(-1);
  if (multi && !query && last !== undefined) remove(last);
  return false;
};

const leaveList = ({ open, leave }: Combo): boolean => {
  if (open) leave();
  return open;
};

/** Arrows move, Enter chooses, Esc closes the list only, Backspace in an empty line takes the last chosen away. */
const comboKeys = (combo: Combo) => (event: KeyboardEvent) => {
  if (event.isComposing) return;
  const handlers: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => step(combo, 1),
    ArrowUp: () => step(combo, -1),
    Enter: () => enter(combo),
    Escape: () => leaveList(combo),
    Backspace: () => backspace(combo),
  };
  if (handlers[event.key]?.()) event.preventDefault();
};
