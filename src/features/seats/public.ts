export { ownersCalled, readOwner, readSeats, searchOwners } from "./store.ts";
