export { whyButton, worthCard } from "./cards.ts";
export { reckonAll } from "./jobs.ts";
export { type Pin, readWorth as worthOfCustomer, type Worth } from "./store.ts";
