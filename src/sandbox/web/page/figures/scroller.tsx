import type { ComponentChildren } from "preact";

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A frame that scrolls sideways when its table is wide, by keyboard too. */
export function Scroller({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div class="table-frame" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
