export { readSaid } from "./store.ts";
