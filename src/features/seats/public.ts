export { ownersCalled, readSeats, searchOwners } from "./store.ts";
