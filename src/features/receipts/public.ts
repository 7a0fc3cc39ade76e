export { dueDeals } from "./store.ts";
