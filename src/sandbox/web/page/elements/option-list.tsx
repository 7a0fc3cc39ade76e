import { useEffect, useRef } from "preact/hooks";
import type { ShownOption } from "../../../slack/screen.ts";
import { useReading } from "../reading.ts";
import type { Offer } from "./options.ts";
import type { PopupPlace } from "./popup.ts";

interface Props {
  readonly id: string;
  readonly place: PopupPlace;
  readonly offer: Offer;
  readonly active: number;
  readonly chosen: readonly string[];
  readonly choose: (option: ShownOption) => void;
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
