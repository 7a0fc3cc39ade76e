export { ownersCalled, readOwner, readSeats, readSeveral, searchOwners, teamsCalled, worksInSeveral } from "./store.ts";
