export { takeBack } from "./store.ts";
