export { type Asker, AT_ONCE, dayOf, idsOf, namesOf, page } from "./store.ts";
