export type { Asker } from "../listpages/public.ts";
export { COLUMNS, isList, LISTS, type ListName, listTyped } from "./rules.ts";
export { rowsOf } from "./store.ts";
export { COUNTS, HEADERS, LIST_NAMES } from "./texts.ts";
