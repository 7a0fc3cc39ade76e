export { ownersCalled, readOwner, readSeats, readSeveral, searchOwners, worksInSeveral } from "./store.ts";
