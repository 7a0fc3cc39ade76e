export { forgetRows, keepLot, showGrowth } from "./store.ts";
