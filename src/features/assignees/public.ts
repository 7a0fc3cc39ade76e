export { givesTasks, personAtStart } from "./rules.ts";
export { findReach, memberSees, readInReach, readReach } from "./store.ts";
