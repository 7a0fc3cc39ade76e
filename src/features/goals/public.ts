export { setButton, teamsGoals } from "./cards.ts";
export { goalCommand } from "./handlers.ts";
export { maySetSome } from "./rules.ts";
export { teamsToSet } from "./store.ts";
