export { whyButton, worthCard } from "./cards.ts";
export { reckonAll } from "./jobs.ts";
export { readWorth as worthOfCustomer } from "./store.ts";
