export { type Held, readHeld, type Where } from "./store.ts";
