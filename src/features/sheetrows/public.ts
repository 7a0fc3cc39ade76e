export { type Reading, readRow } from "./rules.ts";
export { sayReason } from "./texts.ts";
