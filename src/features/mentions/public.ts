export { type About, type Naming, readNamed as mentionsOf, type Where } from "./store.ts";
