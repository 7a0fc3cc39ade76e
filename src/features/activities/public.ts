export { activityCard, type View, visitButton } from "./cards.ts";
export { type ActivityFields, activityForm, kindOf, seedsOf } from "./forms.ts";
export { type Activity, type ActivityKind, LONGEST_AGO, LONGEST_SAID, type Step } from "./rules.ts";
export {
  type Logged,
  logActivity,
  type NewActivity,
  readOpenSteps as openStepsOf,
  readRecent as activitiesOf,
} from "./store.ts";
export { KINDS, refusals, STEPS } from "./texts.ts";
