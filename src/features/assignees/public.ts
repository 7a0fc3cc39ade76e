export { givesTasks, personAtStart } from "./rules.ts";
export { findReach, memberSees, readInReach, readReach, whoSees } from "./store.ts";
