import { type Button, type Confirm, type Menu, NotOnScreen, type Option, type Readable } from "../driver.ts";
import { isObject, type JsonObject, objects, parseJson } from "../json.ts";
import { isInteractive } from "./cards/structure.ts";
import { formAround, type Spot, spotsOf } from "./cards/walk.ts";
import { heldIn, isField, linkOf } from "./form-state.ts";
import { apartFromTables, readChart, readTable } from "./readable-data.ts";
import { nameOf, plainText, postLines, type Reader, readMarkdown, readText } from "./readable-text.ts";
import type { Message } from "./records.ts";
import type { Held } from "./screen.ts";

/** A card on someone's screen. */
export interface CardView {
  readonly reader: Reader;
  readonly card: JsonObject;
  readonly message: Message;
  readonly entered: Readonly<Record<string, Held>>;
}

/** Something to press or choose from, and where it stands. */
export interface Control {
  readonly spot: Spot;
  readonly label: string;
  /** The platform's id of it; `press` takes either. */
  readonly id: string;
  /** What the row it stands in says, or the nearest text above. */
  readonly row: string;
}

/** The card of a message; undefined when it has none. */
export const cardOf = ({ type, content }: Pick<Message, "type" | "content">): JsonObject | undefined => {
  const card = type === "interactive" ? parseJson(content) : undefined;
  return isObject(card) ? card : undefined;
};

/** What one element says; what is in it comes on its own. */
const saidBy = (reader: Reader, element: JsonObject): readonly string[] => {
  switch (element.tag) {
    case "markdown":
      return [readMarkdown(reader.tenant, apartFromTables(reader, String(element.content ?? "")).text)];
    case "div":
      return [readText(reader, element.text), ...objects(element.fields).map(({ text }) => readText(reader, text))];
    case "person":
      return [nameOf(reader.tenant, String(element.user_id))];
    case "person_list":
      return [
        objects(element.persons)
          .map(({ id }) => nameOf(reader.tenant, String(id)))
          .join(", "),
      ];
    case "img":
      return [readText(reader, element.title), `[${readText(reader, element.alt) || "图片"}]`];
    case "collapsible_panel":
      return [isObject(element.header) ? readText(reader, element.header.title) : ""];
    case "checker":
      return [readText(reader, element.text)];
    default:
      return [];
  }
};

const asLines = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");

const headerLines = (reader: Reader, card: JsonObject): readonly string[] => {
  const header = isObject(card.header) ? card.header : {};
  const tags = objects(header.text_tag_list).map(({ text }) => readText(reader, text));
  return asLines([readText(reader, header.title), readText(reader, header.subtitle), tags.join(" ")]);
};

const controlLabel = (reader: Reader, { element }: Spot, inside: string): string =>
  readText(reader, element.text) || readText(reader, element.placeholder) || readText(reader, element.label) || inside;

const rowOf = (reader: Reader, { around }: Spot, all: readonly Spot[]): string => {
  const rows = around.filter(({ element }) => element.tag === "column_set").toReversed();
  return rows.map((row) => saidWithin(reader, row, all)).find((said) => said !== "") ?? "";
};

const saidWithin = (reader: Reader, { at }: Spot, all: readonly Spot[]): string =>
  asLines(all.filter((one) => one.at.startsWith(`${at}/`)).flatMap(({ element }) => saidBy(reader, element))).join(
    "\n",
  );

const isControl = (spot: Spot): boolean => {
  if (spot.element.tag === "interactive_container") return objects(spot.element.behaviors).length > 0;
  if (!isInteractive(spot.element)) return false;
  return formAround(spot) === undefined || !isField(spot.element);
};

/** Everything one can press or choose outside of the fields of a form, top to bottom. */
export const controlsOf = ({ reader, card }: Pick<CardView, "reader" | "card">): readonly Control[] => {
  const all = spotsOf(card);
  let above = "";
  return all.flatMap((spot) => {
    const { element, at } = spot;
    above = asLines(saidBy(reader, element)).join("\n") || above;
    if (!isControl(spot)) return [];
    const id = String(element.name || element.element_id || at);
    const inside = element.tag === "interactive_container" ? saidWithin(reader, spot, all) : "";
    return [{ spot, id, label: controlLabel(reader, spot, inside) || id, row: rowOf(reader, spot, all) || above }];
  });
};

const PRESSED = new Set(["button", "interactive_container", "checker"]);
export const isPressed = ({ spot }: Control): boolean => PRESSED.has(String(spot.element.tag));

const confirmOf = (reader: Reader, element: JsonObject): { readonly confirm?: Confirm } => {
  if (!isObject(element.confirm)) return {};
  const chinese = reader.user.locale.startsWith("zh");
  return {
    confirm: {
      title: readText(reader, element.confirm.title),
      text: readText(reader, element.confirm.text),
      yes: chinese ? "确定" : "Confirm",
      no: chinese ? "取消" : "Cancel",
    },
  };
};

const styleOf = ({ type }: JsonObject): Button["style"] => {
  const style = String(type ?? "").split("_")[0];
  return style === "primary" || style === "danger" ? style : "plain";
};

const buttonOf = (reader: Reader, { spot: { element }, label, id }: Control): Button => {
  const url = linkOf(element);
  return {
    label,
    id,
    style: styleOf(element),
    ...confirmOf(reader, element),
    ...(url !== undefined && { url }),
  };
};

/** What a select or menu offers. A select of people without any offers those of the chat the card is in. */
export const offeredBy = (
  { reader, message }: Pick<CardView, "reader" | "message">,
  element: JsonObject,
): readonly Option[] => {
  const { tenant } = reader;
  if (element.tag !== "select_person" && element.tag !== "multi_select_person")
    return objects(element.options).map(({ text, value }) => ({
      label: readText(reader, text),
      value: String(value ?? ""),
    }));
  const named = objects(element.options).map(({ value }) => String(value ?? ""));
  const known = named.filter((id) => tenant.users.has(id));
  const candidates = known.length > 0 ? known : [...(tenant.chats.get(message.chatId)?.members ?? [])];
  return candidates.map((id) => ({ label: nameOf(tenant, id), value: id }));
};

const chosenIn = (view: CardView, spot: Spot): readonly Option[] => {
  const held = heldIn(spot, view.entered);
  const values = typeof held === "string" ? [held] : typeof held === "object" && held !== null ? held : [];
  return offeredBy(view, spot.element).filter(({ value }) => values.includes(value));
};

const menuOf = (view: CardView, { spot, label, id }: Control): Menu => ({
  label,
  id,
  options: offeredBy(view, spot.element),
  searchable: false,
  chosen: spot.element.tag === "overflow" ? [] : chosenIn(view, spot),
  ...confirmOf(view.reader, spot.element),
});

/** A card as a person reads it. */
export const readCard = (view: CardView): Readable => {
  const { reader, card } = view;
  const all = spotsOf(card).map(({ element }) => element);
  const controls = controlsOf(view);
  const markdown = (element: JsonObject) =>
    element.tag === "markdown" ? apartFromTables(reader, String(element.content ?? "")).tables : [];
  return {
    lines: [...headerLines(reader, card), ...asLines(all.flatMap((element) => saidBy(reader, element)))],
    buttons: controls.filter(isPressed).map((control) => buttonOf(reader, control)),
    menus: controls.filter((control) => !isPressed(control)).map((control) => menuOf(view, control)),
    charts: all.filter(({ tag }) => tag === "chart").map(readChart),
    tables: all.flatMap((element) => (element.tag === "table" ? [readTable(reader, element)] : markdown(element))),
  };
};

/** A message that is no card. */
export const readPlain = (reader: Reader, message: Message): Readable => ({
  lines: asLines(message.type === "post" ? postLines(reader, message.content) : [plainText(reader.tenant, message)]),
  buttons: [],
  menus: [],
  charts: [],
  tables: [],
});

/** What the list of chats and a notification say of it. */
export const summaryOf = (reader: Reader, message: Message): string => {
  const card = cardOf(message);
  if (!card) {
    if (message.type === "image") return "[图片]";
    if (message.type === "file") return "[文件]";
    return readPlain(reader, message).lines.join(" ");
  }
  const summary = isObject(card.config) && isObject(card.config.summary) ? card.config.summary : {};
  return readText(reader, { tag: "plain_text", ...summary }) || headerLines(reader, card)[0] || "[卡片]";
};

/** By id or label; "row › label" means the one in the row that says so. */
export const pick = (controls: readonly Control[], name: string): Control => {
  const [label = name, row] = name.split(" › ").toReversed();
  const there = row === undefined ? controls : controls.filter((control) => control.row.includes(row));
  const found =
    there.find(({ id }) => id === label) ??
    there.find((control) => control.label === label) ??
    there.find((control) => !isPressed(control) && control.row.split("\n").includes(label));
  if (!found)
    throw new NotOnScreen(
      `"${name}"`,
      controls.map((control) => control.label),
    );
  return found;
};
