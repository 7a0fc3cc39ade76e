export { mendLot, mendSource } from "./store.ts";
