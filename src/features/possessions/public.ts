export {
  auditCare,
  auditGiven,
  type CareSides,
  closedCare,
  dealSides,
  type Moved,
  movePossessions,
  returnPossessions,
  type Sides,
  stepSides,
} from "./store.ts";
