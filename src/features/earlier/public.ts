export { readLoose, readSaid } from "./store.ts";
