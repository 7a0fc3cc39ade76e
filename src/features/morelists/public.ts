export { readDuplicates, readOrphans, readOwnPeople, readSales } from "./store.ts";
