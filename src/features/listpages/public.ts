export { AT_ONCE, dayOf, idsOf, page } from "./rules.ts";
export { type Asker, namesOf } from "./store.ts";
