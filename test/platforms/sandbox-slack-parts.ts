import type { Json, JsonObject } from "../../src/sandbox/json.ts";

/** Parts of blocks, as small as Slack takes them. */
export const x = (length: number) => "x".repeat(length);
export const plain = (text = "t"): JsonObject => ({ type: "plain_text", text });
export const mrkdwn = (text = "t"): JsonObject => ({ type: "mrkdwn", text });
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const option = (value = "v", more: JsonObject = {}): JsonObject => ({ text: plain(), value, ...more });
export const options = (count: number) => many(count, (index) => option(`v${index}`));
export const button = (more: JsonObject = {}): JsonObject => ({ type: "button", text: plain(), ...more });
export const actions = (...elements: Json[]): JsonObject => ({ type: "actions", elements });
export const section = (more: JsonObject): JsonObject => ({ type: "section", ...more });
export const input = (element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "input",
  label: plain(),
  element,
  ...more,
});
export const image: JsonObject = { type: "image", image_url: "https://a.cn/a.png", alt_text: "a" };
export const raw = (text = "t"): JsonObject => ({ type: "raw_text", text });
export const rich = (...elements: Json[]): JsonObject => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const point = (label: string, value = 1): JsonObject => ({ label, value });
export const pie = (segments: number): JsonObject => ({
  type: "data_visualization",
  title: "t",
  chart: { type: "pie", segments: many(segments, (index) => point(`s${index}`)) },
});
export const line = (series: number, more: JsonObject = {}, axis: JsonObject = {}): JsonObject => ({
  type: "data_visualization",
  title: "t",
  chart: {
    type: "line",
    series: many(series, (index) => ({ name: `n${index}`, data: [point("a"), point("b")] })),
    axis_config: { categories: ["a", "b"], ...axis },
    ...more,
  },
});
export const select = (more: JsonObject): JsonObject => ({ type: "static_select", ...more });
export const groups = (count: number) => many(count, () => ({ label: plain(), options: options(1) }));
