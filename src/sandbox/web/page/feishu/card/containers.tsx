import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { FeishuMarkdown } from "../text/markdown.tsx";
import { TextObject, useWords } from "../text/text-object.tsx";
import { addressIn } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { unknownIn } from "./known.ts";
import { gapOf, layoutOf, marginOf, widthOf } from "./layout.ts";
import { edgeOf, groundOf } from "./palette.ts";
import { UnknownProperties } from "./problem.tsx";
import { type ContainerProps, FormContext, useCard, useForm } from "./surface.ts";

const MODES = new Set(["none", "stretch", "flow", "bisect", "trisect"]);
const ACROSS: Readonly<Record<string, string>> = { left: "flex-start", center: "center", right: "flex-end" };

/** Where a press on a column leads, as a small link that keyboards reach too. */
function Leads({ action }: { action: unknown }) {
  const { t } = useReading();
  const url = isObject(action) && isObject(action.multi_url) ? addressIn(action.multi_url) : undefined;
  if (!url) return null;
  return (
    <a class="leads" href={url} target="_blank" rel="noopener noreferrer" aria-label={t.opensOutside}>
      ↗
    </a>
  );
}

export function ColumnSet({ element, at, Within }: ContainerProps) {
  const mode = MODES.has(String(element.flex_mode)) ? String(element.flex_mode) : "none";
  return (
    <div
      class={`columns columns-${mode}`}
      style={{
        columnGap: gapOf(element.horizontal_spacing),
        justifyContent: ACROSS[String(element.horizontal_align)],
        background: groundOf(element.background_style),
      }}
    >
      <Leads action={element.action} />
      {objects(element.columns).map((column, index) => (
        <Column key={index} element={column} at={`${at}/${index}`} Within={Within} />
      ))}
    </div>
  );
}

function Column({ element, at, Within }: ContainerProps) {
  const weighted = element.width === undefined || element.width === "weighted";
  const ground = groundOf(element.background_style);
  return (
    <div
      class={ground ? "column column-ground" : "column"}
      style={{
        ...layoutOf(element),
        margin: marginOf(element),
        background: ground,
        flex: weighted ? `${Number(element.weight ?? 1)} 1 0` : "none",
        width: weighted ? undefined : widthOf(element.width),
      }}
    >
      <UnknownProperties of="column" names={unknownIn(element) ?? []} />
      <Leads action={element.action} />
      <Within elements={element.elements} at={at} />
    </div>
  );
}

/** Fields that are sent together. */
export function FormElement({ element, at, Within }: ContainerProps) {
  const { t } = useReading();
  return (
    <FormContext.Provider value={{ element, at }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset lays out differently, and its legend would be made up */}
      <div class="card-form" role="group" aria-label={t.form} style={layoutOf(element)} data-at={at}>
        <Within elements={element.elements} at={at} />
      </div>
    </FormContext.Provider>
  );
}

function PanelTitle({ header }: { header: JsonObject }) {
  const title = isObject(header.title) ? header.title : {};
  const words = useWords(title);
  return title.tag === "markdown" ? <FeishuMarkdown text={words} /> : <TextObject value={title} />;
}

/** Folded until it is wanted. */
export function CollapsiblePanel({ element, at, Within }: ContainerProps) {
  const header = isObject(element.header) ? element.header : {};
  const border = isObject(element.border) ? element.border : undefined;
  const left = header.icon_position === "left";
  return (
    <details
      class="panel"
      open={element.expanded === true}
      style={{
        background: groundOf(element.background_color),
        border: border && `1px solid ${edgeOf(border.color) ?? "var(--line)"}`,
        borderRadius: typeof border?.corner_radius === "string" ? border.corner_radius : undefined,
      }}
    >
      <summary
        class={left ? "panel-top panel-icon-left" : "panel-top"}
        style={{ background: groundOf(header.background_color) }}
      >
        <span class="grow">
          <PanelTitle header={header} />
        </span>
        <span class="panel-arrow" aria-hidden="true">
          {isObject(header.icon) ? <Icon value={header.icon} /> : "⌄"}
        </span>
      </summary>
      <div class="panel-body" style={layoutOf(element)}>
        <Within elements={element.elements} at={at} />
      </div>
    </details>
  );
}

/** A part of the card that is one large button; what is in it can still be used. */
export function InteractiveContainer({ element, at, Within }: ContainerProps) {
  const card = useCard();
  const form = useForm();
  const { t } = useReading();
  const tips = useWords(element.disabled === true ? element.disabled_tips : element.hover_tips);
  const stopped = card.stopped || (element.disabled === true ? tips || t.disabled : "");
  const border = element.has_border === true ? `1px solid ${edgeOf(element.border_color) ?? "var(--line)"}` : undefined;
  const busy = card.isBusy(at);
  return (
    <div
      class={element.background_style === "laser" ? "pressable laser-ground" : "pressable"}
      style={{
        ...layoutOf(element),
        width: widthOf(element.width),
        background: groundOf(element.background_style),
        border,
        borderRadius: typeof element.corner_radius === "string" ? element.corner_radius : undefined,
      }}
    >
      <button
        type="button"
        class="stretched"
        aria-label={tips || t.press}
        aria-busy={busy}
        aria-disabled={busy || stopped !== ""}
        title={stopped || tips || undefined}
        onClick={() => !busy && stopped === "" && card.press({ element, at }, form)}
      />
      <Within elements={element.elements} at={at} />
    </div>
  );
}
