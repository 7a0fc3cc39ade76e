export { type Acquainted, idsReached, may, readCustomers } from "./store.ts";
