export { readSeats, searchOwners } from "./store.ts";
