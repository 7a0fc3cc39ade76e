export { readRow } from "./rules.ts";
export { sayReason } from "./texts.ts";
