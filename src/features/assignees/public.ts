export { givesTasks, personAtStart } from "./rules.ts";
export { findReach, type InReach, memberSees, readInReach, readReach, whoSees } from "./store.ts";
