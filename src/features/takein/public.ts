export { keepLot } from "./store.ts";
