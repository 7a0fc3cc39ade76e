export {
  auditGiven,
  dealSides,
  type Moved,
  movePossessions,
  returnPossessions,
  type Sides,
  stepSides,
} from "./store.ts";
