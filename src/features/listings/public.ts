export { COLUMNS, isList, LISTS, type ListName, listTyped } from "./rules.ts";
export { type Asker, rowsOf } from "./store.ts";
export { COUNTS, HEADERS, LIST_NAMES } from "./texts.ts";
