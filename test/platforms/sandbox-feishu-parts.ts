import { type CardProblem, validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import type { Json, JsonObject } from "../../src/sandbox/json.ts";

/** Parts of cards, as small as Feishu takes them. */
export const x = (length: number) => "x".repeat(length);
export const plain = (content = "t"): JsonObject => ({ tag: "plain_text", content });
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const md = (content: string, more: JsonObject = {}): JsonObject => ({ tag: "markdown", content, ...more });
export const call: JsonObject = { type: "callback", value: { a: "visit.open" } };
export const button = (more: JsonObject = {}): JsonObject => ({
  tag: "button",
  text: plain(),
  behaviors: [call],
  ...more,
});
export const submit = button({ name: "go", form_action_type: "submit" });
export const columns = (...elements: Json[]): JsonObject => ({
  tag: "column_set",
  columns: [{ tag: "column", width: "weighted", weight: 1, elements }],
});
export const panel = (...elements: Json[]): JsonObject => ({
  tag: "collapsible_panel",
  header: { title: plain() },
  elements,
});
export const form = (...elements: Json[]): JsonObject => ({ tag: "form", name: "f", elements: [...elements, submit] });
export const input = (more: JsonObject = {}): JsonObject => ({ tag: "input", name: "i", ...more });
export const option = (value: string): JsonObject => ({ text: plain(), value });
export const select = (more: JsonObject): JsonObject => ({ tag: "select_static", options: [option("a")], ...more });
export const chart = (spec: JsonObject, more: JsonObject = {}): JsonObject => ({
  tag: "chart",
  chart_spec: { type: "bar", data: [{ id: "d", values: [{ x: "初访", y: 12 }] }], xField: "x", yField: "y", ...spec },
  ...more,
});
export const table = (more: JsonObject = {}): JsonObject => ({
  tag: "table",
  columns: [{ name: "c", data_type: "text" }],
  rows: [{ c: "华为" }],
  ...more,
});
export const column = (type: string, ...cells: Json[]): JsonObject =>
  table({ columns: [{ name: "c", data_type: type }], rows: cells.map((cell) => ({ c: cell })) });
export const card = (elements: Json[], more: JsonObject = {}): JsonObject => ({
  schema: "2.0",
  body: { elements },
  ...more,
});
export const TABLE = "| a | b |\n|---|:-:|\n| 1 | 2 |";

export const known = { image: (key: string) => key === "img_v3_known", person: (id: string) => id === "ou_known" };
export const problem = (sent: JsonObject): CardProblem | undefined => validateCard(sent, known);
