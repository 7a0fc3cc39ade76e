import type { JsonObject } from "../../../../json.ts";

const SPACES: Readonly<Record<string, string>> = {
  default: "8px",
  small: "4px",
  medium: "8px",
  large: "12px",
  extra_large: "16px",
};

const space = (value: unknown): string | undefined => {
  if (typeof value !== "string" || value === "") return undefined;
  return SPACES[value] ?? value;
};

/** `8px`, `8px 12px`, `8px 12px 8px 12px`; numbers without a unit are pixels. */
const sides = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.replace(/(-?\d+)(?!\d|px|%)/g, "$1px") : undefined;

const ALIGN: Readonly<Record<string, string>> = {
  left: "flex-start",
  top: "flex-start",
  center: "center",
  right: "flex-end",
  bottom: "flex-end",
};

/** How a container arranges what is in it, as its element says. */
export const layoutOf = (element: JsonObject) => {
  const across = element.direction === "horizontal";
  const main = ALIGN[String(across ? element.horizontal_align : element.vertical_align)];
  const other = ALIGN[String(across ? element.vertical_align : element.horizontal_align)];
  return {
    flexDirection: across ? "row" : "column",
    flexWrap: across ? "wrap" : undefined,
    padding: sides(element.padding),
    rowGap: space(element.vertical_spacing) ?? "8px",
    columnGap: space(element.horizontal_spacing) ?? "8px",
    justifyContent: main,
    alignItems: other,
  } as const;
};

export const marginOf = (element: JsonObject): string | undefined => sides(element.margin);
export const gapOf = (value: unknown): string => space(value) ?? "8px";

/** The width of a control; undefined when its own look decides. */
export const widthOf = (width: unknown): string | undefined => {
  if (width === "fill") return "100%";
  return typeof width === "string" && /^\d+(?:px|%)$/.test(width) ? width : undefined;
};
