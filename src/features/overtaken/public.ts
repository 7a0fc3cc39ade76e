export { closeOvertaken } from "./store.ts";
