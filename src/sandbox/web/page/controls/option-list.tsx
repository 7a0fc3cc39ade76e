import { useEffect, useRef } from "preact/hooks";
import { useReading } from "../reading.ts";
import type { PopupPlace } from "./popup.ts";

/** A line one can choose, and the heading it stands under. */
export interface Option {
  readonly text: string;
  readonly value: string;
  readonly description?: string;
  readonly group?: string;
}

/** What a list offers at the moment. */
export interface Offer {
  readonly options: readonly Option[];
  /** The bot is being asked. */
  readonly loading: boolean;
  /** Characters to type before anything is offered; 0 when there are enough. */
  readonly missing: number;
}

interface Props {
  readonly id: string;
  readonly place: PopupPlace;
  readonly offer: Offer;
  readonly active: number;
  readonly chosen: readonly string[];
  readonly choose: (option: Option) => void;
  readonly setActive: (at: number) => void;
}

/** The list under a combobox; the input keeps the focus. */
export function OptionList({ id, place, offer, active, chosen, choose, setActive }: Props) {
  const { t } = useReading();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const say = offer.missing > 0 ? t.typeMore(offer.missing) : offer.loading ? t.working : t.nothingFound;
  return (
    <div ref={box} class="popup option-list" style={{ ...place }}>
      {offer.options.length === 0 && (
        <p class="popup-note" role="status">
          {say}
        </p>
      )}
      <div role="listbox" id={id} aria-label={t.choose}>
        {offer.options.map((option, index) => (
          <div key={option.value}>
            {option.group !== undefined && option.group !== offer.options[index - 1]?.group && (
              <div class="option-group" role="presentation">
                {option.group}
              </div>
            )}
            <div
              role="option"
              id={`${id}-${index}`}
              class="option"
              tabIndex={-1}
              aria-selected={chosen.includes(option.value)}
              data-active={index === active}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              onKeyDown={(event) => event.key === "Enter" && choose(option)}
            >
              <span class="option-text">{option.text}</span>
              {option.description !== undefined && <span class="option-description">{option.description}</span>}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
