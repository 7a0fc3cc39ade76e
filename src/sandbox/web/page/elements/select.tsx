import { useCallback, useId, useRef, useState } from "preact/hooks";
import type { JsonObject } from "../../../slack/json.ts";
import type { ShownOption } from "../../../slack/screen.ts";
import { useReading } from "../reading.ts";
import { type Held, listed, useHeld, useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";
import { OptionList } from "./option-list.tsx";
import { chosenIn, labelOf, type Offer, useOffer } from "./options.ts";
import { useOutside, usePopup } from "./popup.ts";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

/** A menu one can type into: single or multiple, with its own options, people, channels or the bot's suggestions. */
export function Select({ block, element }: Props) {
  const held = useHeld(block, element);
  const reading = useReading();
  const surface = useSurface();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const seen = useRef(new Map<string, ShownOption>());
  const frame = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const place = usePopup(open, frame);
  const leave = useCallback(() => {
    setOpen(false);
    setQuery(undefined);
  }, []);
  useOutside(open, frame, leave);

  const multi = String(element.type).startsWith("multi_");
  const offer = useOffer(block, element, { query: query ?? "", open });
  for (const option of offer.options) seen.current.set(option.value, option);
  const chosen = listed(held.entry);
  const known = [...seen.current.values(), ...chosenIn(surface.state[block]?.[String(element.action_id)])];
  const label = (value: string): string => labelOf(reading, element, known, value);

  const choose = (option: ShownOption): void => {
    setQuery(multi ? "" : undefined);
    if (!multi) {
      setOpen(false);
      held.set(option.value);
      return;
    }
    const without = chosen.filter((value) => value !== option.value);
    held.set(without.length < chosen.length ? without : limited(element, [...chosen, option.value]));
  };
  const remove = (value: string): void => {
    held.set(multi ? chosen.filter((one) => one !== value) : null);
    input.current?.focus();
  };
  const keys = comboKeys({ open, setOpen, leave, offer, active, setActive, choose, query, chosen, multi, remove });
  const shownText = query ?? (multi ? "" : chosen[0] === undefined ? "" : label(chosen[0]));
  const clearable = !multi && held.dress?.required === false && chosen.length > 0;

  return (
    <div class="select" ref={frame} data-busy={held.busy}>
      {multi && chosen.length > 0 && <Chips chosen={chosen} label={label} remove={remove} />}
      <div class="select-line">
        <input
          {...dressed(held)}
          {...(held.dress ? {} : { "aria-label": words(element.placeholder) || reading.t.choose })}
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
          placeholder={words(element.placeholder) || reading.t.choose}
          value={shownText}
          onClick={() => setOpen(true)}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
            setOpen(true);
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={leave}
          onKeyDown={keys}
        />
        {clearable && (
          <button
            type="button"
            class="select-clear"
            aria-label={reading.t.remove(label(chosen[0] ?? ""))}
            onClick={() => remove(chosen[0] ?? "")}
          >
            ×
          </button>
        )}
        <span class="select-arrow" aria-hidden="true" />
      </div>
      {open && place && <OptionList {...{ id: list, place, offer, active, chosen, choose, setActive }} />}
    </div>
  );
}

const limited = (element: JsonObject, values: readonly string[]): readonly string[] =>
  typeof element.max_selected_items === "number" ? values.slice(0, element.max_selected_items) : values;

/** Attributes a control gets from its input block. */
export const dressed = ({ dress }: Held) =>
  dress
    ? {
        id: dress.control,
        "aria-labelledby": dress.labelledBy,
        "aria-describedby": dress.describedBy || undefined,
        "aria-invalid": dress.invalid,
        "aria-required": dress.required,
      }
    : {};

interface ChipsProps {
  readonly chosen: readonly string[];
  readonly label: (value: string) => string;
  readonly remove: (value: string) => void;
}

function Chips({ chosen, label, remove }: ChipsProps) {
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

interface Combo {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly leave: () => void;
  readonly offer: Offer;
  readonly active: number;
  readonly setActive: (at: number) => void;
  readonly choose: (option: ShownOption) => void;
  readonly query: string | undefined;
  readonly chosen: readonly string[];
  readonly multi: boolean;
  readonly remove: (value: string) => void;
}

const step = (combo: Combo, by: number): boolean => {
  const count = combo.offer.options.length;
  if (!combo.open) combo.setOpen(true);
  else if (count > 0) combo.setActive((combo.active + by + count) % count);
  return true;
};

/** Arrows move, Enter chooses, Esc closes the list only, Backspace in an empty line takes the last chosen away. */
const comboKeys = (combo: Combo) => (event: KeyboardEvent) => {
  if (event.isComposing) return;
  const handlers: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => step(combo, 1),
    ArrowUp: () => step(combo, -1),
    Enter: () => {
      const option = combo.open ? combo.offer.options[combo.active] : undefined;
      if (option) combo.choose(option);
      else combo.setOpen(true);
      return true;
    },
    Escape: () => {
      if (combo.open) combo.leave();
      return combo.open;
    },
    Backspace: () => {
      const last = combo.chosen.at(-1);
      if (combo.multi && !combo.query && last !== undefined) combo.remove(last);
      return false;
    },
  };
  if (handlers[event.key]?.()) event.preventDefault();
};
