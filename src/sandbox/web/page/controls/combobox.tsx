import { useCallback, useId, useRef, useState } from "preact/hooks";
import { useReading } from "../reading.ts";
import { type Dress, dressed } from "./dress.ts";
import { type Offer, type Option, OptionList } from "./option-list.tsx";
import { useOutside, usePopup } from "./popup.ts";

/** Whether the list is open and what was typed to find something in it. */
export interface Looking {
  readonly open: boolean;
  readonly query: string | undefined;
}

/** Kept by whoever knows what the list offers for it. */
export const useLooking = () => useState<Looking>({ open: false, query: undefined });

interface Props {
  readonly looking: Looking;
  readonly look: (next: Looking) => void;
  readonly offer: Offer;
  readonly chosen: readonly string[];
  /** Names what was chosen. */
  readonly label: (value: string) => string;
  readonly multi: boolean;
  /** How many may be chosen. */
  readonly most?: number | undefined;
  /** What is chosen from now on. */
  readonly set: (chosen: readonly string[]) => void;
  readonly clearable: boolean;
  readonly placeholder: string;
  readonly dress: Dress | null;
  readonly busy: boolean;
  readonly disabled?: boolean;
}

const useCombo = (props: Props) => {
  const { looking, look, multi, most, chosen, set } = props;
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const leave = useCallback(() => look({ open: false, query: undefined }), []);
  const choose = ({ value }: Option): void => {
    look(multi ? { open: looking.open, query: "" } : { open: false, query: undefined });
    set(multi ? toggled(chosen, value, most) : [value]);
  };
  const remove = (value: string): void => {
    set(chosen.filter((one) => one !== value));
    input.current?.focus();
  };
  const typed = (query: string): void => {
    setActive(0);
    look({ open: true, query });
  };
  const open = (): void => look({ ...looking, open: true });
  return { ...props, active, setActive, input, leave, choose, remove, typed, open };
};
type Combo = ReturnType<typeof useCombo>;

const toggled = (chosen: readonly string[], value: string, most: number | undefined): readonly string[] => {
  const without = chosen.filter((one) => one !== value);
  return without.length < chosen.length ? without : [...chosen, value].slice(0, most);
};

/** A list one can type into, of which one or several lines are chosen. */
export function Combobox(props: Props) {
  const combo = useCombo(props);
  const { looking, offer, active, setActive, chosen, choose, multi, leave, busy, clearable } = combo;
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const place = usePopup(looking.open, frame);
  useOutside(looking.open, frame, leave);
  return (
    <div class="select" ref={frame} data-busy={busy}>
      {multi && chosen.length > 0 && <Chips combo={combo} />}
      <div class="select-line">
        <Line combo={combo} list={id} />
        {!multi && clearable && <Clear combo={combo} />}
        <span class="select-arrow" aria-hidden="true" />
      </div>
      {looking.open && place && <OptionList {...{ id, place, offer, active, chosen, choose, setActive }} />}
    </div>
  );
}

function Line({ combo, list }: { combo: Combo; list: string }) {
  const {
    dress,
    looking,
    open,
    typed,
    active,
    input,
    leave,
    offer,
    chosen,
    label,
    multi,
    placeholder,
    busy,
    disabled,
  } = combo;
  const shown = multi || chosen[0] === undefined ? "" : label(chosen[0]);
  return (
    <input
      {...dressed(dress, placeholder)}
      ref={input}
      class="field select-input"
      role="combobox"
      aria-expanded={looking.open}
      aria-controls={list}
      aria-autocomplete="list"
      aria-activedescendant={looking.open && offer.options[active] ? `${list}-${active}` : undefined}
      aria-busy={busy}
      disabled={disabled ?? false}
      autocomplete="off"
      spellcheck={false}
      placeholder={placeholder}
      value={looking.query ?? shown}
      onClick={open}
      onInput={(event) => typed(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={leave}
      onKeyDown={comboKeys(combo)}
    />
  );
}

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

const step = ({ looking, open, active, setActive, offer }: Combo, by: number): boolean => {
  const count = offer.options.length;
  if (!looking.open) open();
  else if (count > 0) setActive((active + by + count) % count);
  return true;
};

const enter = ({ looking, open, active, offer, choose }: Combo): boolean => {
  const option = looking.open ? offer.options[active] : undefined;
  if (option) choose(option);
  else open();
  return true;
};

const backspace = ({ multi, looking, chosen, remove }: Combo): boolean => {
  const last = chosen.at(-1);
  if (multi && !looking.query && last !== undefined) remove(last);
  return false;
};

const leaveList = ({ looking, leave }: Combo): boolean => {
  if (looking.open) leave();
  return looking.open;
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
