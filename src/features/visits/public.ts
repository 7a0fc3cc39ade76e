export { carriedButton, pendingLine, visitButton } from "./cards.ts";
export { logCarried } from "./handlers.ts";
export type { ActivityKind } from "./rules.ts";
export {
  type Activity,
  type Logged,
  logActivity,
  type NewActivity,
  readOpenSteps as openStepsOf,
  readRecent as activitiesOf,
  type Step,
} from "./store.ts";
export { KINDS } from "./texts.ts";
