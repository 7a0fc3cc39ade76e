export { showActivities, showFactHistory } from "./forms.ts";
export type { Entry as HistoryEntry } from "./rules.ts";
export { readEntries as entriesOf } from "./store.ts";
