export { alongFacts, passedCard } from "./cards.ts";
export type { Along, Passed } from "./rules.ts";
export {
  auditGiven,
  dealSides,
  type Moved,
  movePossessions,
  returnPossessions,
  type Sides,
  stepSides,
} from "./store.ts";
