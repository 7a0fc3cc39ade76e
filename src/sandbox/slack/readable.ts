import {
  type Button,
  type Chart,
  type Confirm,
  type Menu,
  NotOnScreen,
  type Option,
  type Readable,
  type Table,
} from "../driver.ts";
import { isArray, isObject, type JsonObject, objects } from "../json.ts";
import { elementsOf, withChildren } from "./blocks/blocks.ts";
import { shownOptions } from "./interactions.ts";
import { readCell, readMarkdown, readMrkdwn, readRichText, readText } from "./plain-text.ts";
import type { ShownOption, StateValues } from "./screen.ts";
import type { Workspace } from "./state.ts";

/** Something to press or choose from, and where it stands. */
export interface Control {
  readonly blockId: string;
  readonly element: JsonObject;
  readonly label: string;
  /** What the row it stands in says: its own block, or the nearest text above. */
  readonly row: string;
}

const PRESSED = new Set(["button", "workflow_button", "icon_button"]);

/** The lines of one block; what can be used in it is elsewhere. */
const linesOf = (space: Workspace, block: JsonObject): readonly string[] => {
  const say = (value: unknown) => readText(space, value);
  switch (block.type) {
    case "section":
      return [say(block.text), ...objects(block.fields).map(say)];
    case "context":
      return [
        objects(block.elements)
          .map((each) => (each.type === "image" ? "" : say(each)))
          .filter(Boolean)
          .join(" "),
      ];
    case "rich_text":
      return readRichText(space, block);
    case "markdown":
      return readMarkdown(String(block.text ?? ""));
    case "image":
      return [say(block.title), `[${String(block.alt_text ?? "")}]`];
    case "card":
      return [say(block.title), say(block.subtitle), say(block.body)];
    case "container":
      return [say(block.title), say(block.subtitle)];
    case "task_card":
    case "plan":
      return [String(block.title ?? "")];
    case "header":
    case "alert":
      return [say(block.text)];
    case "video":
      return [say(block.title)];
    default:
      return [];
  }
};

const controlLabel = (space: Workspace, element: JsonObject): string =>
  readText(space, element.text) ||
  readText(space, element.placeholder) ||
  String(element.accessibility_label ?? element.action_id ?? "");

/** Everything one can press or choose outside of the fields of a form, top to bottom. */
export const controlsOf = (space: Workspace, blocks: readonly JsonObject[]): readonly Control[] => {
  let above = "";
  return withChildren(blocks).flatMap((block) => {
    const own = linesOf(space, block).filter(Boolean).join("\n");
    above = own || above;
    if (block.type === "input") return [];
    return elementsOf(block)
      .filter((element) => element.type !== "image" && typeof element.action_id === "string")
      .map((element) => ({
        blockId: String(block.block_id),
        element,
        label: controlLabel(space, element),
        row: above,
      }));
  });
};

export const isPressed = ({ element }: Control): boolean => PRESSED.has(String(element.type));

const confirmOf = (space: Workspace, element: JsonObject): { confirm?: Confirm } => {
  if (!isObject(element.confirm)) return {};
  const { title, text, confirm, deny } = element.confirm;
  return {
    confirm: {
      title: readText(space, title) || "Are you sure?",
      text: readText(space, text),
      yes: readText(space, confirm) || "Yes",
      no: readText(space, deny) || "Cancel",
    },
  };
};

const buttonOf = (space: Workspace, { element, label }: Control): Button => ({
  label,
  id: String(element.action_id),
  style: element.style === "primary" || element.style === "danger" ? element.style : "plain",
  ...confirmOf(space, element),
  ...(typeof element.url === "string" && { url: element.url }),
});

export const asOption = ({ text, value, description, group }: ShownOption): Option => ({
  label: text,
  value,
  ...(description !== undefined && { description }),
  ...(group !== undefined && { group }),
});

export const isSearchable = (element: JsonObject): boolean => String(element.type).endsWith("external_select");

const menuOf = (space: Workspace, { element, label, blockId }: Control, state: StateValues): Menu => {
  const chosen = state[blockId]?.[String(element.action_id)] ?? {};
  const selected = isObject(chosen.selected_option) ? [chosen.selected_option] : objects(chosen.selected_options);
  return {
    label,
    id: String(element.action_id),
    options: shownOptions(element).map(asOption),
    searchable: isSearchable(element),
    chosen: shownOptions({ options: selected }).map(asOption),
    ...confirmOf(space, element),
  };
};

const chartOf = (block: JsonObject): Chart => {
  const chart = isObject(block.chart) ? block.chart : {};
  const points = (list: unknown) =>
    objects(list).map((point) => ({ label: String(point.label), value: Number(point.value) }));
  const title = String(block.title ?? "");
  if (chart.type === "pie") return { title, kind: "pie", series: [{ name: title, points: points(chart.segments) }] };
  return {
    title,
    kind: String(chart.type),
    series: objects(chart.series).map((one) => ({ name: String(one.name), points: points(one.data) })),
  };
};

const tableOf = (space: Workspace, block: JsonObject): Table => {
  const rows = (isArray(block.rows) ? block.rows : []).map((row) => objects(row).map((cell) => readCell(space, cell)));
  const [header = [], ...body] = rows;
  return { ...(typeof block.caption === "string" && { title: block.caption }), header, rows: body };
};

/** Blocks as a person reads them. */
export const readBlocks = (space: Workspace, blocks: readonly JsonObject[], state: StateValues): Readable => {
  const all = withChildren(blocks);
  const controls = controlsOf(space, blocks);
  return {
    lines: all
      .flatMap((block) => linesOf(space, block))
      .flatMap((line) => line.split("\n"))
      .filter((line) => line.trim() !== ""),
    buttons: controls.filter(isPressed).map((control) => buttonOf(space, control)),
    menus: controls.filter((control) => !isPressed(control)).map((control) => menuOf(space, control, state)),
    charts: all.filter((block) => block.type === "data_visualization").map(chartOf),
    tables: all
      .filter((block) => block.type === "table" || block.type === "data_table")
      .map((block) => tableOf(space, block)),
  };
};

/** A message without blocks. */
export const readPlain = (space: Workspace, text: string): Readable => ({
  lines: readMrkdwn(space, text)
    .split("\n")
    .filter((line) => line.trim() !== ""),
  buttons: [],
  menus: [],
  charts: [],
  tables: [],
});

/** By id, value or label; "row › label" means the one in the row that says so. */
export const pick = (controls: readonly Control[], name: string): Control => {
  const [label = name, row] = name.split(" › ").toReversed();
  const there = row === undefined ? controls : controls.filter((control) => control.row.includes(row));
  const found =
    there.find(({ element }) => element.action_id === label) ??
    there.find((control) => control.label === label) ??
    there.find(({ element }) => element.value === label);
  if (!found)
    throw new NotOnScreen(
      `"${name}"`,
      controls.map((control) => control.label),
    );
  return found;
};
