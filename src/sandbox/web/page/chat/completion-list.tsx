import { useEffect, useRef } from "preact/hooks";
import { useReading } from "../reading.ts";
import type { Suggestion } from "./completion.ts";

interface Props {
  readonly id: string;
  readonly shown: readonly Suggestion[];
  readonly at: number;
  readonly take: (one: Suggestion) => void;
  readonly setActive: (at: number) => void;
}

/** The list over the composer; the line keeps the focus. */
export function CompletionList({ id, shown, at, take, setActive }: Props) {
  const { t } = useReading();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const title = shown[0]?.kind === "command" ? t.commands : t.people;
  return (
    <div class="completion" ref={box}>
      <p class="completion-title" aria-hidden="true">
        {title}
      </p>
      <div role="listbox" id={id} aria-label={title}>
        {shown.map((one, index) => (
          <div
            key={one.id}
            role="option"
            tabIndex={-1}
            id={`${id}-${index}`}
            class="option completion-option"
            aria-selected={index === at}
            data-active={index === at}
            onPointerMove={() => setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
            onKeyDown={(event) => event.key === "Enter" && take(one)}
          >
            <span class="completion-name">
              {one.name} <span class="completion-hint">{one.hint}</span>
            </span>
            <span class="option-description">{one.description}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
