export { type Acquainted, idsReached, may, readCustomers, readMarked, sightOf } from "./store.ts";
