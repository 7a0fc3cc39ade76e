export { type Held, readHeld } from "./store.ts";
