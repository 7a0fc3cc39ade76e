export { type Acquainted, may, readCustomers } from "./store.ts";
