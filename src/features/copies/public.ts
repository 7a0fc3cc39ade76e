export { endOfPhone } from "./rules.ts";
export { scrubCopies } from "./store.ts";
