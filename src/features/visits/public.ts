export type { ActivityKind } from "./rules.ts";
export { type Activity, type Logged, logActivity, type NewActivity } from "./store.ts";
