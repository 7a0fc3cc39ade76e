export { EarlierRows } from "./rules.ts";
export { readSaid } from "./store.ts";
