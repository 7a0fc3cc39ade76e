export { activityCard, type View, visitButton } from "./cards.ts";
export { type ActivityFields, activityForm, kindOf, seedsOf } from "./forms.ts";
export { type Activity, LONGEST_SAID, type NewActivity, onceKeys, SAME_MILLISECONDS, type Step } from "./rules.ts";
export {
  editActivity,
  metRows,
  readActivity as activityById,
  readOpenSteps as openStepsOf,
  readRecent as activitiesOf,
  stepRow,
  undoActivity,
} from "./store.ts";
export { KINDS, refusals, STEPS, sayMood } from "./texts.ts";
