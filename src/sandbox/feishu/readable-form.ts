import type { Field, FieldKind, Option } from "../driver.ts";
import { isObject, type JsonObject, objects } from "../json.ts";
import { isReset, isSubmit } from "./cards/structure.ts";
import { below, formAround, type Spot, spotsOf } from "./cards/walk.ts";
import { heldIn, isField } from "./form-state.ts";
import { type CardView, offeredBy } from "./readable.ts";
import { contentOf, type Reader, readMarkdown, readText } from "./readable-text.ts";

/** A field of a form, with what stands around it. */
export interface FieldSpot {
  readonly spot: Spot;
  readonly label: string;
  readonly optional: boolean;
  readonly error?: string;
  readonly hint?: string;
  /** The row behind a select where one types what to look for: its button brings other options. */
  readonly search?: { readonly input?: Spot; readonly button: Spot };
}

export interface FormParts {
  readonly fields: readonly FieldSpot[];
  readonly submit?: Spot;
  readonly cancel?: Spot;
}

/** One line of text in a form: red ones are refusals, grey ones explain. */
interface Line {
  readonly text: string;
  readonly tone: "plain" | "red" | "grey";
}

const FONT = /<font\s+color\s*=\s*['"]?(red|grey)[\w-]*['"]?\s*>([\s\S]{0,2000}?)<\/font>/g;
const bare = (text: string): string => text.replaceAll(/\p{P}|\p{S}|\s|\uFE0F/gu, "");

/** A colour may go over several lines; each has to tell on its own. */
const linewise = (markdown: string): readonly string[] =>
  markdown
    .replaceAll(FONT, (_, colour: string, inner: string) =>
      inner
        .split("\n")
        .map((line) => `<font color='${colour}'>${line}</font>`)
        .join("\n"),
    )
    .split("\n");

const toneOf = (reader: Reader, source: string): Line["tone"] => {
  const tones = [...source.matchAll(FONT)].map(([, colour]) => colour);
  const rest = readMarkdown(reader.tenant, source.replaceAll(FONT, ""));
  if (tones.length === 0 || bare(rest) !== "" || bare(readMarkdown(reader.tenant, source)) === "") return "plain";
  return tones.includes("red") ? "red" : "grey";
};

const coloured = (colour: unknown): Line["tone"] | undefined => {
  const name = String(colour ?? "").split("-")[0];
  return name === "red" || name === "grey" ? name : undefined;
};

const linesOf = (reader: Reader, value: JsonObject): readonly Line[] => {
  const source = contentOf(reader, value);
  const small = value.text_size === "notation" ? ("grey" as const) : undefined;
  const whole = coloured(value.text_color) ?? small;
  const read = (line: string) => (value.tag === "plain_text" ? line : readMarkdown(reader.tenant, line));
  return linewise(source)
    .filter((line) => line.trim() !== "")
    .map((line): Line => {
      const own = value.tag === "plain_text" ? "plain" : toneOf(reader, line);
      return { text: read(line).trim(), tone: own === "plain" ? (whole ?? own) : own };
    })
    .filter(({ text }) => text !== "");
};

const textLines = (reader: Reader, element: JsonObject): readonly Line[] => {
  if (element.tag === "markdown") return linesOf(reader, element);
  if (element.tag !== "div") return [];
  return [element.text, ...objects(element.fields).map(({ text }) => text)].flatMap((text) =>
    isObject(text) ? linesOf(reader, text) : [],
  );
};

const REQUIRED = /\s*(?:[*＊]|[（(]?必填[）)]?)\s*$/;
const OPTIONAL = /\s*[（(]?(?:选填|可选|optional)[）)]?\s*$/i;
const PICTOGRAPH = /^(?:\p{Extended_Pictographic}|\uFE0F|\s)+/u;

const KINDS: Readonly<Record<string, FieldKind>> = {
  input: "text",
  select_static: "choice",
  multi_select_static: "choices",
  select_person: "person",
  multi_select_person: "people",
  date_picker: "date",
  picker_time: "time",
  picker_datetime: "datetime",
  checker: "check",
};
export const kindOf = ({ tag }: JsonObject): FieldKind => KINDS[String(tag)] ?? "text";

const isSelect = ({ element }: Spot): boolean => String(element.tag).includes("select_");

const rowOf = ({ around }: Spot): Spot | undefined => around.findLast(({ element }) => element.tag === "column_set");

const LOOKS = /搜索|查找|search|find/i;

/** Right behind a select a box without a label, where one button at the end looks for what stands in each of them. */
const searchBox = (reader: Reader, select: Spot, { leaves, submit }: Leaves): FieldSpot["search"] => {
  const [input] = leaves.slice(leaves.indexOf(select) + 1);
  if (input?.element.tag !== "input" || input.element.required === true || ownLabel(reader, input) !== "")
    return undefined;
  const button = leaves.find(
    (leaf) => isSubmit(leaf.element) && leaf !== submit && LOOKS.test(readText(reader, leaf.element.text)),
  );
  return button && { input, button };
};

interface Leaves {
  readonly leaves: readonly Spot[];
  readonly submit: Spot | undefined;
}

/** The row behind a select, if it is one to search with: an input and a button, or a button alone that does not send the form. */
const searchRow = (select: Spot, { leaves, submit }: Leaves): FieldSpot["search"] => {
  const next = leaves
    .slice(leaves.indexOf(select) + 1)
    .find((leaf) => isField(leaf.element) || leaf.element.tag === "button");
  const row = next && rowOf(next);
  if (!row || select.around.includes(row)) return undefined;
  const inRow = leaves.filter((leaf) => leaf.around.includes(row));
  const fields = inRow.filter(({ element }) => isField(element));
  const [button, ...more] = inRow.filter(({ element }) => element.tag === "button");
  const [input, ...others] = fields;
  if (!button || more.length > 0 || others.length > 0 || button === submit || isReset(button.element)) return undefined;
  if (!input) return { button };
  return input.element.tag === "input" && input.element.required !== true ? { input, button } : undefined;
};

/** The button that sends the form: the one that stands out, of those that do not just search. */
const mainSubmit = (leaves: readonly Spot[]): Spot | undefined => {
  const all = leaves.filter(({ element }) => isSubmit(element));
  const outside = all.filter((button) => {
    const row = rowOf(button);
    return !row || !leaves.some((leaf) => leaf.around.includes(row) && leaf.element.tag === "input");
  });
  return outside.find(({ element }) => String(element.type).startsWith("primary")) ?? outside.at(-1);
};

const CANCEL = /^(?:取消|关闭|算了|cancel|close)$/i;

const ownLabel = (reader: Reader, { element }: Spot): string =>
  readText(reader, element.tag === "checker" ? element.text : element.label);

type Around = Pick<FieldSpot, "error" | "hint">;
const joined = (lines: readonly Line[], tone: Line["tone"]): string | undefined =>
  lines
    .filter((line) => line.tone === tone)
    .map(({ text }) => text.replace(PICTOGRAPH, ""))
    .join(" ") || undefined;

const told = (lines: readonly Line[]): Around => {
  const [error, hint] = [joined(lines, "red"), joined(lines, "grey")];
  return { ...(error !== undefined && { error }), ...(hint !== undefined && { hint }) };
};

/** Lines between two fields: those right below the first, the label of the second, and those right above it. */
const parted = (
  lines: readonly Line[],
  labelled: boolean,
): { below: readonly Line[]; label: string; above: readonly Line[] } => {
  const label = labelled ? -1 : lines.findLastIndex(({ tone }) => tone === "plain");
  if (label === -1 && !lines.some(({ tone }) => tone === "plain")) {
    // Nothing but red and grey in between: a refusal is told above its field, an explanation below.
    return {
      below: lines.filter(({ tone }) => tone === "grey"),
      label: "",
      above: lines.filter(({ tone }) => tone === "red"),
    };
  }
  const firstPlain = lines.findIndex(({ tone }) => tone === "plain");
  const lastPlain = lines.findLastIndex(({ tone }) => tone === "plain");
  return {
    below: lines.slice(0, firstPlain),
    label: labelled ? "" : (lines[label]?.text ?? ""),
    above: lines.slice(lastPlain + 1),
  };
};

const fieldSpot = (
  reader: Reader,
  spot: Spot,
  { label, above }: { label: string; above: readonly Line[] },
): FieldSpot => {
  const written =
    ownLabel(reader, spot) || label || readText(reader, spot.element.placeholder) || String(spot.element.name);
  const line = written.replaceAll(/\s+/g, " ");
  const required = spot.element.required === true || REQUIRED.test(line);
  return {
    spot,
    label: line.replace(REQUIRED, "").replace(OPTIONAL, "").trim(),
    optional: !required,
    ...told(above),
  };
};

/** The fields of a form with their labels, and the buttons that send it and leave it. */
export const formParts = (reader: Reader, card: JsonObject): FormParts | undefined => {
  const all = spotsOf(card);
  const form = all.find(({ element }) => element.tag === "form");
  if (!form) return undefined;
  const leaves = below(all, form);
  const submit = mainSubmit(leaves);
  const among = { leaves, submit };
  const steps = new Map(
    leaves.filter(isSelect).map((select) => [select, searchRow(select, among) ?? searchBox(reader, select, among)]),
  );
  const typed = new Set([...steps.values()].map((step) => step?.input));
  const fields: FieldSpot[] = [];
  let lines: readonly Line[] = [];
  for (const leaf of leaves) {
    lines = [...lines, ...textLines(reader, leaf.element)];
    if (!isField(leaf.element) || typed.has(leaf)) continue;
    const { below: under, ...over } = parted(lines, ownLabel(reader, leaf) !== "");
    const before = fields.pop();
    if (before) fields.push({ ...told(under), ...before });
    const search = steps.get(leaf);
    fields.push({ ...fieldSpot(reader, leaf, over), ...(search && { search }) });
    lines = [];
  }
  const rest = lines.findIndex(({ tone }) => tone === "plain");
  const last = fields.pop();
  if (last) fields.push({ ...told(rest === -1 ? lines : lines.slice(0, rest)), ...last });
  const cancel = all.find((spot) => {
    const inForm = formAround(spot) === undefined || formAround(spot) === form;
    return inForm && spot.element.tag === "button" && CANCEL.test(readText(reader, spot.element.text));
  });
  return { fields, ...(submit && { submit }), ...(cancel && !isReset(cancel.element) && { cancel }) };
};

/** What the field holds, as a value and as a person reads it. */
const heldBy = (view: CardView, spot: Spot, options: readonly Option[]): Pick<Field, "value" | "shown"> => {
  const held = heldIn(spot, view.entered);
  if (typeof held === "boolean")
    return { value: held ? "true" : null, shown: held ? readText(view.reader, spot.element.text) : "" };
  const labelled = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  if (typeof held === "object" && held !== null) return { value: held, shown: held.map(labelled).join(", ") };
  return { value: held, shown: held === null ? "" : labelled(held) };
};

export const readField = (view: CardView, { spot, search, ...said }: FieldSpot): Field => {
  const { element } = spot;
  const options = offeredBy(view, element);
  const placeholder = readText(view.reader, element.placeholder);
  return {
    ...said,
    id: String(element.name),
    kind: kindOf(element),
    ...heldBy(view, spot, options),
    ...(placeholder !== "" && { placeholder }),
    ...(isSelect(spot) && { options }),
    searchable: search?.input !== undefined,
    long: element.input_type === "multiline_text",
  };
};
