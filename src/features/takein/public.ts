export { keepLot, showGrowth } from "./store.ts";
