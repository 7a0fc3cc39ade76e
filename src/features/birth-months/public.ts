export { birthMonthsToldOn } from "./rules.ts";
export { readBornIn as bornIn } from "./store.ts";
